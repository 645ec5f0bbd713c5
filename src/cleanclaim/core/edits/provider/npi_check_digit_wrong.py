"""NPI fails the check digit.

**Why it matters**: the last digit of an NPI is computed from the others; a wrong one is always a typing mistake.
**Rejected**: ``1234567890``.
**Clean**: ``1234567893``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import Place, parties
from cleanclaim.core.identifiers import is_npi


def _is_wrong(npi: str) -> bool:
    return bool(npi.strip()) and not is_npi(npi)


edit = Edit(
    "PRV002",
    severity=Severity.ERROR,
    box="24J, 32a, 33a",
    element="NM109",
    fix="Look the provider up in NPPES and re-key.",
    prevents=(
        "277CA A7/562",
        "CARC 207",
    ),
    source="45 CFR 162.406; NPI check-digit standard",
    when=When(party=lambda codesets, who: _is_wrong(who.party.npi)),
)


@edit.check
def npi_check_digit_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    for place, party in parties(claim):
        if _is_wrong(party.npi):
            spot = Place(place.where, f"{place.path}.npi", place.money)
            yield edit.finding(spot, f"NPI {party.npi} fails its check digit: a digit is wrong or swapped")
