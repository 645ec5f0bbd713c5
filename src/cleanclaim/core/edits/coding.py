"""Families of procedure numbers that several edits speak of, and ages and quantities as edits need them."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from cleanclaim.core.claim import Claim, ServiceLine

_REMEMBERED = 20_000
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{0,6})?", re.ASCII)
_EYE_VISITS = frozenset({"92002", "92004", "92012", "92014", "S0620", "S0621"})
_OTHER_VISITS = frozenset({"G0402", "G0438", "G0439", "T1015"})


@lru_cache(maxsize=2 * _REMEMBERED)
def number_between(code: str, first: int, last: int) -> bool:
    """Whether a code is all digits and lies in the range, ends included."""
    return len(code) == 5 and code.isascii() and code.isdigit() and first <= int(code) <= last


@lru_cache(maxsize=_REMEMBERED)
def is_visit(code: str) -> bool:
    """Evaluation and management in the wide sense: what modifier 25 may stand on."""
    return (
        number_between(code, 99202, 99499)
        or number_between(code, 98000, 98016)
        or code in _EYE_VISITS
        or code in _OTHER_VISITS
    )


@lru_cache(maxsize=_REMEMBERED)
def is_preventive(code: str) -> bool:
    """Routine checkups, new and established."""
    return number_between(code, 99381, 99387) or number_between(code, 99391, 99397)


def is_home_infusion(code: str) -> bool:
    """Rates by the day of home infusion (S9325 to S9379, S9490 to S9590), billed by the pharmacy."""
    return len(code) == 5 and ("S9325" <= code <= "S9379" or "S9490" <= code <= "S9590")


def is_ambulance(code: str) -> bool:
    """Ambulance services, whose modifiers are two letters of origin and destination."""
    return len(code) == 5 and code.startswith("A0")


@lru_cache(maxsize=_REMEMBERED)
def is_anesthesia(code: str) -> bool:
    """Anesthesia, 00100 to 01999."""
    return code.startswith("0") and number_between(code, 100, 1999)


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


def pointed_codes(claim: Claim, line: ServiceLine) -> tuple[str, ...]:
    """The diagnoses that a line points to, those that are there."""
    return tuple(claim.diagnoses[at - 1] for at in line.pointers if 0 < at <= len(claim.diagnoses))


def place_of(claim: Claim, line: ServiceLine) -> str:
    """Where a line was done, by itself or by its claim."""
    return line.place_of_service or claim.place_of_service


_PROFESSIONS = {"363L": "NP", "363A": "PA", "364S": "CNS"}


def profession(claim: Claim, line: ServiceLine) -> str:
    """NP, PA or CNS when the taxonomy of who treated says so, else empty."""
    party = line.rendering or claim.rendering
    return _PROFESSIONS.get(party.taxonomy[:4], "") if party else ""


def is_physician(claim: Claim, line: ServiceLine) -> bool:
    """Whether the taxonomy of who treated is a physician's (202 to 209)."""
    party = line.rendering or claim.rendering
    return party is not None and party.taxonomy.startswith("20")


_THERAPISTS = {"2251": "GP", "2252": "GP", "225X": "GO", "224Z": "GO", "235Z": "GN"}


def discipline(claim: Claim, line: ServiceLine) -> str:
    """GP, GO or GN when the taxonomy of who treated is a therapist's or assistant's, else empty."""
    party = line.rendering or claim.rendering
    return _THERAPISTS.get(party.taxonomy[:4], "") if party else ""


def add_months(day: date, months: int) -> date:
    """The first day of the month that many months after a day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(min(day.year + years, date.max.year), month + 1, 1)


@lru_cache(maxsize=_REMEMBERED)
def quantity(text: str) -> Decimal | None:
    """Units as a number, None when the text is not one."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def digits(text: str) -> str:
    """The text without hyphens and blanks."""
    return text if text.isalnum() else text.replace("-", "").replace(" ", "")


def is_digits(text: str, *lengths: int) -> bool:
    """Whether the text is ASCII digits only, of one of these lengths."""
    return text.isascii() and text.isdigit() and len(text) in lengths
