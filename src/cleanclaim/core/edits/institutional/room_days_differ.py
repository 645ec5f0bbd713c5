"""Accommodation days differ from covered days.

**Why it matters**: the payer compares the days in the rooms with the days it is asked to cover, and with the
calendar.
**Rejected**: four days in a room, three covered; three of both in a stay of five nights.
**Clean**: three days, three covered, three nights.
"""

from collections.abc import Iterator
from decimal import Decimal

from cleanclaim.core.claim import Claim
from cleanclaim.core.claim.stay import is_room
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import value_of, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB011",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="39-41, 46",
    element="2300 HI BE 80/81, 2400 SV205",
    fix="Recount; discharge day is not counted.",
    prevents=(
        "277CA A7/456",
        "CARC 16 + M53",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def room_days_differ(claim: Claim, given: Given) -> Iterator[Finding]:
    said = [amount for code in ("80", "81") if (amount := value_of(claim, code)) is not None]
    if not said:
        return
    counted = [quantity(line.units) for line in claim.lines if is_room(line.revenue_code)]
    room = sum((units for units in counted if units is not None), Decimal(0))
    if not counted:
        return
    days = Decimal(sum(said)) / 100
    place = on_claim(claim, "institutional.value_codes", "days")
    if room != days:
        message = f"{_words(room)} room days are not {_words(days)} days of value codes 80 and 81"
        yield edit.finding(place, message)
    elif (nights := _nights(claim)) is not None and nights != days:
        yield edit.finding(place, f"{_words(days)} days of value codes 80 and 81, {nights} days by the statement")


def _nights(claim: Claim) -> int | None:
    """Days of the statement without the day of discharge; a patient who is still there has that day as well."""
    whole = whole_of(claim)
    if whole.statement_from is None or whole.statement_to is None:
        return None
    days = (whole.statement_to - whole.statement_from).days + (whole.patient_status == "30")
    return max(days, 1)


def _words(number: Decimal) -> str:
    return f"{number.normalize():f}"
