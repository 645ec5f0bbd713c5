"""How question and answer name a claim and a service line: the fields that 276 and 277 share."""

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period


class Line(Struct, frozen=True, omit_defaults=True):
    """One service line by its procedure, charge and day."""

    procedure: str  # SVC01-2
    charge: int | None = None  # SVC02, cents
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    units: str = ""  # a decimal as text
    control_number: str = ""  # the line's own, of the 837
    service: Period | None = None
    also: tuple[Kept, ...] = ()


class NumberedClaim(Struct, frozen=True, omit_defaults=True):
    """One claim by its numbers and days."""

    trace_number: str  # TRN02, of the question: the answer gives it back
    payer_claim_control_number: str = ""
    type_of_bill: str = ""
    patient_control_number: str = ""  # CLM01 of the claim
    prescription_number: str = ""
    clearinghouse_number: str = ""
    service: Period | None = None
    also: tuple[Kept, ...] = ()
