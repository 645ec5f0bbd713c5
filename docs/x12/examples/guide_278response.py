from datetime import UTC, date, datetime

from cleanclaim.core.authorization import (
    AuthorizationAnswer,
    Decision,
    EventAnswered,
    Organization,
    OrganizationAnswering,
    Requester,
    RequesterAnswered,
    read_278,
    write_278_interchange,
)
from cleanclaim.core.authorization.answer import SubscriberAnswered
from cleanclaim.core.codesets.answers import words_for
from cleanclaim.core.x12 import Envelope, check, read_transactions
from cleanclaim.core.x12.mapping import Period

decision = Decision("A1", "AUTH0001")
event = EventAnswered(
    category="HS",
    certification="I",
    service_type="62",
    decision=decision,
    effective=Period(date(2026, 5, 4), date(2026, 8, 4)),
)
jane = SubscriberAnswered(last_name="DOE", first_name="JANE", member_id="W123", events=(event,))
requester = Requester(name="LARKFIELD FAMILY MEDICINE", id_kind="XX", id="1234567893")
payer = OrganizationAnswering(
    organization=Organization(name="MERIDIAN BLUE", id="60054"),
    requesters=(RequesterAnswered(requester=requester, subscribers=(jane,)),),
)
answer = AuthorizationAnswer("A1", date(2026, 5, 4), "0915", organizations=(payer,))

envelope = Envelope("MERIDIAN", "LARKFIELD", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_278_interchange([answer], envelope)
assert b"~HCR*A1*AUTH0001~DTP*007*RD8*20260504-20260804~" in content
assert list(check(content)) == []
assert [read_278(one) for one in read_transactions(content)] == [answer]
assert words_for("HCR01", decision.action) == "certified in full"
