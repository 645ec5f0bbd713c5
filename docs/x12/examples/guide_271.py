from datetime import UTC, date, datetime

from cleanclaim.core.benefits import EligibilityAnswer, read_271, read_answer, write_answer_interchange
from cleanclaim.core.benefits.answer import (
    BenefitAnswered,
    PayerAnswering,
    PayerName,
    ProviderAnswered,
    SubscriberAnswered,
)
from cleanclaim.core.codesets.answers import words_for
from cleanclaim.core.x12 import Envelope, check, read_transactions

benefits = (
    BenefitAnswered("1", coverage_level="IND", service_types=("30",), plan="GOLD PPO"),
    BenefitAnswered("B", coverage_level="IND", service_types=("98",), period="27", amount=2_500, in_network="Y"),
)
jane = SubscriberAnswered(last_name="DOE", first_name="JANE", id_kind="MI", member_id="W123", benefits=benefits)
provider = ProviderAnswered(name="LARKFIELD FAMILY MEDICINE", id="1234567893", subscribers=(jane,))
payer = PayerAnswering(payer=PayerName(name="MERIDIAN BLUE", id="60054"), providers=(provider,))
answer = EligibilityAnswer(
    reference="E1", created_on=date(2026, 5, 4), created_at="0915", purpose="11", payers=(payer,)
)

envelope = Envelope("MERIDIAN", "LARKFIELD", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_answer_interchange([answer], envelope)
assert list(check(content)) == []
(transaction,) = read_transactions(content)
assert read_answer(transaction) == answer
(copay,) = [one for one in read_271(transaction)[0].benefits if one.code == "B"]  # one answer for each person
assert (copay.amount, words_for("EB03", copay.service_types[0])) == (2_500, "physician visit in the office")
