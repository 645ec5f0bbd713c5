"""A correct claim: what an example of an edit starts from."""

from datetime import date
from typing import Any

from msgspec import Struct

from cleanclaim.core.claim import Address, Claim, Party, Person, ServiceLine
from cleanclaim.core.errors import CoreError

SERVICE_DATE = date(2026, 3, 2)
ADDRESS = Address("12 ELM ST", "", "AUSTIN", "TX", "787011234")
PATIENT = Person("RIVERA", "ANA", birth_date=date(1980, 5, 14), sex="F", address=ADDRESS, member_id="W123456789")
BILLING = Party(
    "LAKESIDE FAMILY MEDICINE", npi="1245319599", taxonomy="207Q00000X", tax_id="742123456", address=ADDRESS
)
CLINICIAN = Party("CASTILLO", "MARA", is_person=True, npi="1234567893")
PAYER = Party("SUMMIT MUTUAL", payer_id="60054")
HOSPITAL = Party("CITY HOSPITAL", npi="1245319599", address=ADDRESS)


class ExampleNotUnderstood(CoreError):
    """An example carries a field that no builder knows."""


class Draft(Struct):
    """A claim on its way, with what the edits may know besides."""

    claim: Claim
    rules: dict[str, Any]
    known: dict[str, Any]
    tables: dict[str, Any]
    on: date | None = SERVICE_DATE
    to: date | None = None
    today: date | None = None
    age: int | None = None


def a_claim() -> Claim:
    """A professional claim with one visit, which every edit passes."""
    line = ServiceLine(1, "99213", 15_000, service_from=SERVICE_DATE, service_to=SERVICE_DATE)
    return Claim(
        "E2600123-1",
        PAYER,
        PATIENT,
        BILLING,
        (line,),
        filing_code="CI",
        diagnoses=("I10",),
        rendering=CLINICIAN,
    )
