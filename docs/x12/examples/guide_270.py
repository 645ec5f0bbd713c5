from datetime import UTC, date, datetime

from cleanclaim.core.benefits import EligibilityInquiry, read_inquiry, write_inquiry_interchange
from cleanclaim.core.benefits.inquiry import BenefitAsked, PayerAsked, ProviderAsking, SubscriberAsked
from cleanclaim.core.x12 import Envelope, check, read_transactions
from cleanclaim.core.x12.mapping import Period
from cleanclaim.core.x12.mapping.parts import Dated

jane = SubscriberAsked(
    last_name="DOE",
    first_name="JANE",
    id_kind="MI",
    member_id="W123",
    born_on=date(1980, 2, 29),
    sex="F",
    dates=(Dated("291", Period(date(2026, 5, 6))),),
    benefits=(BenefitAsked(service_types=("30", "98")),),
)
provider = ProviderAsking(name="LARKFIELD FAMILY MEDICINE", id="1234567893", subscribers=(jane,))
payer = PayerAsked(name="MERIDIAN BLUE", id="60054", providers=(provider,))
inquiry = EligibilityInquiry(
    reference="E1", created_on=date(2026, 5, 4), created_at="0915", purpose="13", payers=(payer,)
)

envelope = Envelope("LARKFIELD", "MERIDIAN", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_inquiry_interchange([inquiry], envelope)
assert b"~EQ*30^98~" in content
assert list(check(content)) == []
assert [read_inquiry(one) for one in read_transactions(content)] == [inquiry]
