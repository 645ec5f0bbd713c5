"""Claims as a practice sends them to the simulated payers, and the files they travel in."""

from datetime import UTC, date, datetime

from cleanclaim.core.claim.value import Accident, Address, Claim, Party, Person, ServiceLine
from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.x12 import Envelope

MEDICARE, MEDICAID, BLUE, NORTHFIELD, COMPENSATION, SUPPLEMENT = "13202", "SKNY0", "60054", "87726", "WC001", "CED01"
SERVED_ON = date(2026, 3, 2)
SENT_AT = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
PRACTICE = Party(
    name="LARKFIELD FAMILY MEDICINE",
    npi="1234567893",
    taxonomy="207Q00000X",
    tax_id="121234567",
    address=Address("14 MAIN STREET", "", "ALBANY", "NY", "122071234"),
    contact_name="BILLING OFFICE",
    phone="5185550100",
)
FILING_CODES = {MEDICARE: "MB", MEDICAID: "MC", BLUE: "BL", NORTHFIELD: "CI", COMPENSATION: "WC", SUPPLEMENT: "CI"}


def a_line(procedure="99213", charge=16_500, number=1, on=SERVED_ON, **more) -> ServiceLine:
    return ServiceLine(number, procedure, charge, service_from=on, control_number=f"L{number}", **more)


def a_sim_claim(*lines: ServiceLine, control_number="CLM-1", payer=BLUE, member_id="W100000123", **more) -> Claim:
    given = {
        "control_number": control_number,
        "payer": Party(name=f"PAYER {payer}", payer_id=payer),
        "subscriber": Person(
            "DOE",
            "JANE",
            birth_date=date(1980, 2, 29),
            sex="F",
            address=Address("1 ELM STREET", "", "ALBANY", "NY", "122071234"),
            member_id=member_id,
        ),
        "billing": PRACTICE,
        "lines": lines or (a_line(),),
        "diagnoses": ("I10",),
        "filing_code": FILING_CODES.get(payer, "CI"),
    }
    if payer == COMPENSATION:
        given["accident"] = Accident(employment=True, on=date(2026, 2, 20))
    return Claim(**{**given, **more})


def an_837(*claims: Claim, number=1, at=SENT_AT) -> bytes:
    envelope = Envelope("LARKFIELD", "SIMCLEAR", number, at)
    receiver = Party(name="SIMULATED CLEARINGHOUSE", payer_id="SIMCLEAR")
    submitter = Party(name="LARKFIELD FAMILY MEDICINE", payer_id="LARK01", contact_name="BILLING", phone="5185550100")
    return write_837p_interchange(claims, envelope, submitter=submitter, receiver=receiver, reference=f"B{number}")
