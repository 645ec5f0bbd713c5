from datetime import UTC, date, datetime

from cleanclaim.core.codesets.answers import words_for
from cleanclaim.core.status import (
    ClaimStatusAnswer,
    PayerAnswering,
    ProviderAnswered,
    ReceiverAnswered,
    Status,
    StatusAnswer,
    SubscriberAnswered,
    read_277,
    write_277_interchange,
)
from cleanclaim.core.x12 import Envelope, check, read_transactions

status = Status("F2", "88", "QC", effective_on=date(2026, 4, 1), charge=12_500, paid=0)
claim = ClaimStatusAnswer(
    "T1", statuses=(status,), payer_claim_control_number="05347006051", patient_control_number="CLM-1001"
)
jane = SubscriberAnswered(member_id="W123", last_name="DOE", first_name="JANE", claims=(claim,))
provider = ProviderAnswered("LARKFIELD FAMILY MEDICINE", "1234567893", subscribers=(jane,))
receiver = ReceiverAnswered("LARKFIELD", "LARKFIELD", providers=(provider,))
answer = StatusAnswer(
    "S1", date(2026, 5, 4), "0915", payers=(PayerAnswering("MERIDIAN BLUE", "60054", receivers=(receiver,)),)
)

envelope = Envelope("MERIDIAN", "LARKFIELD", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_277_interchange([answer], envelope)
assert b"~STC*F2:88:QC*20260401**125*0~" in content
assert list(check(content)) == []
assert [read_277(one) for one in read_transactions(content)] == [answer]
assert words_for("STC01-3", status.entity) == "patient"
