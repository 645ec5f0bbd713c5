from datetime import UTC, date, datetime

from cleanclaim.core.authorization import (
    AuthorizationRequest,
    EventAsked,
    Organization,
    OrganizationAsked,
    Procedure,
    Provider,
    Requester,
    RequesterAsking,
    ServiceAsked,
    SubscriberAsked,
    read_278,
    write_278_interchange,
)
from cleanclaim.core.x12 import Envelope, check, read_transactions
from cleanclaim.core.x12.mapping import Period

imaging = ServiceAsked(procedure=Procedure("70551", unit="UN", units="1"), service=Period(date(2026, 5, 12)))
event = EventAsked(
    category="HS",
    certification="I",
    service_type="62",
    facility="22",
    facility_kind="B",
    diagnoses=(("ABK", "G43909"),),
    providers=(Provider(entity="SJ", name="LARKFIELD IMAGING", id_kind="XX", id="1234567893"),),
    services=(imaging,),
)
jane = SubscriberAsked(last_name="DOE", first_name="JANE", member_id="W123", events=(event,))
requester = Requester(name="LARKFIELD FAMILY MEDICINE", id_kind="XX", id="1234567893")
payer = OrganizationAsked(
    organization=Organization(name="MERIDIAN BLUE", id="60054"),
    requesters=(RequesterAsking(requester=requester, subscribers=(jane,)),),
)
request = AuthorizationRequest("A1", date(2026, 5, 4), "0915", organizations=(payer,))

envelope = Envelope("LARKFIELD", "MERIDIAN", 12, datetime(2026, 5, 4, 9, 15, tzinfo=UTC))
content = write_278_interchange([request], envelope)
assert b"~UM*HS*I*62*22:B~HI*ABK:G43909~" in content
assert list(check(content)) == []
assert [read_278(one) for one in read_transactions(content)] == [request]
