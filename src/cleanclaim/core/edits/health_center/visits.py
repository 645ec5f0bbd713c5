"""Visits of federally qualified health centers (type of bill 77x) and rural health clinics (71x)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import is_preventive, is_visit, number_between
from cleanclaim.core.edits.given import is_medicare

MEDICAL_CODES = frozenset({"G0466", "G0467", "G0468"})
MENTAL_CODES = frozenset({"G0469", "G0470"})
PAYMENT_CODES = MEDICAL_CODES | MENTAL_CODES
WELLNESS = frozenset({"G0402", "G0438", "G0439"})
TELEHEALTH_CODE = "G2025"


def bills_as(claim: Claim, facility: str) -> bool:
    """Whether it is a bill of that kind of clinic to Original Medicare, which the clinics' own payment system pays."""
    whole = claim.institutional
    return (
        whole is not None
        and whole.type_of_bill[:2] == facility
        and is_medicare(claim)
        and "65" not in whole.condition_codes
    )


def is_mental(code: str) -> bool:
    """Psychiatric evaluation and psychotherapy."""
    return number_between(code, 90791, 90792) or number_between(code, 90832, 90853)


def is_clinic_visit(code: str) -> bool:
    """A visit face to face; not care management, which is paid beside visits."""
    if number_between(code, 99406, 99499) or number_between(code, 99358, 99360) or code in ("99211", "T1015"):
        return number_between(code, 99495, 99496)
    return is_visit(code) or is_mental(code) or is_preventive(code)


def lines_by_day(claim: Claim) -> Mapping[date, list[tuple[int, ServiceLine]]]:
    """The lines of each day, with their 0-based index."""
    found: defaultdict[date, list[tuple[int, ServiceLine]]] = defaultdict(list)
    for index, line in enumerate(claim.lines):
        if line.service_from:
            found[line.service_from].append((index, line))
    return found
