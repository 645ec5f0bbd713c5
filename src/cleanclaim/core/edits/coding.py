"""Families of procedure numbers that several edits speak of, and ages and quantities as edits need them."""

import re
from datetime import date
from decimal import Decimal

from cleanclaim.core.claim import Claim, ServiceLine

_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{0,6})?", re.ASCII)
_EYE_VISITS = frozenset({"92002", "92004", "92012", "92014", "S0620", "S0621"})
_OTHER_VISITS = frozenset({"G0402", "G0438", "G0439", "T1015"})


def number_between(code: str, first: int, last: int) -> bool:
    """Whether a code is all digits and lies in the range, ends included."""
    return len(code) == 5 and code.isascii() and code.isdigit() and first <= int(code) <= last


def is_visit(code: str) -> bool:
    """Evaluation and management in the wide sense: what modifier 25 may stand on."""
    return (
        number_between(code, 99202, 99499)
        or number_between(code, 98000, 98016)
        or code in _EYE_VISITS
        or code in _OTHER_VISITS
    )


def is_preventive(code: str) -> bool:
    """Routine checkups, new and established."""
    return number_between(code, 99381, 99387) or number_between(code, 99391, 99397)


def is_ambulance(code: str) -> bool:
    """Ambulance services, whose modifiers are two letters of origin and destination."""
    return len(code) == 5 and code.startswith("A0")


def line_days(line: ServiceLine) -> tuple[date | None, date | None]:
    """First and last day of a line; one day stands for both."""
    return line.service_from, line.service_to or line.service_from


def age_on(birth: date | None, on: date | None) -> int | None:
    """Whole years, None when either day is missing or the birth comes later."""
    if birth is None or on is None or birth > on:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def patient_age(claim: Claim) -> int | None:
    """The patient's age on the first day of service."""
    return age_on(claim.person.birth_date, claim.service_from)


def quantity(text: str) -> Decimal | None:
    """Units as a number, None when the text is not one."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def digits(text: str) -> str:
    """The text without hyphens and blanks."""
    return text.replace("-", "").replace(" ", "")


def is_digits(text: str, *lengths: int) -> bool:
    """Whether the text is ASCII digits only, of one of these lengths."""
    return text.isascii() and text.isdigit() and len(text) in lengths
