from datetime import UTC, date, datetime

from cleanclaim.core.status import (
    ClaimAsked,
    PayerAsked,
    ProviderAsking,
    ReceiverAsking,
    StatusRequest,
    SubscriberAsked,
    read_276,
    write_276_interchange,
)
from cleanclaim.core.x12 import Envelope, check, read_transactions
from cleanclaim.core.x12.mapping import Period

claim = ClaimAsked("T1", patient_control_number="CLM-1001", charge=12_500, service=Period(date(2026, 3, 2)))
jane = SubscriberAsked(
    member_id="W123", last_name="DOE", first_name="JANE", born_on=date(1980, 2, 29), sex="F", claims=(claim,)
)
provider = ProviderAsking("LARKFIELD FAMILY MEDICINE", "1234567893", subscribers=(jane,))
receiver = ReceiverAsking("LARKFIELD", "LARKFIELD", providers=(provider,))
payer = PayerAsked("MERIDIAN BLUE", "60054", receivers=(receiver,))
request = StatusRequest("S1", date(2026, 5, 4), "0915", payers=(payer,))

envelope = Envelope("LARKFIELD", "MERIDIAN", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_276_interchange([request], envelope)
assert b"~TRN*1*T1~REF*EJ*CLM-1001~AMT*T3*125~DTP*472*D8*20260302~" in content
assert list(check(content)) == []
assert [read_276(one) for one in read_transactions(content)] == [request]
