"""Place of service missing or not valid.

**Why it matters**: the place decides the price; an unknown one rejects the claim.
**Rejected**: ``00``; ``10`` (telehealth at home) in 2021, before it existed.
**Clean**: ``11``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, on_line


def _is_none(codesets: CodeSets, place: str, on: date) -> bool:
    codesets.place_of_service.require(on)
    return not codesets.place_of_service.has(place, on=on)


edit = Edit(
    "POS001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B",
    element="2300 CLM05-1, 2400 SV105",
    fix="Choose from the POS list by where the patient was.",
    prevents=(
        "277CA A7/249",
        "CARC 16 + M77",
    ),
    source="CMS POS code set; TR3 CLM05",
    when=When(place_on=_is_none),
)


@edit.check
def place_not_valid(claim: Claim, given: Given) -> Iterator[Finding]:
    places, on = given.codesets.place_of_service, claim.service_from
    if on is None:
        return
    places.require(on)
    if not places.has(claim.place_of_service, on=on):
        message = f"place of service {claim.place_of_service or 'is blank:'} is not in the code set on {on}"
        yield edit.finding(on_claim(claim, "place_of_service"), message)
    for index, line in enumerate(claim.lines):
        if line.place_of_service and not places.has(line.place_of_service, on=line.service_from or on):
            message = f"place of service {line.place_of_service} is not in the code set"
            yield edit.finding(on_line(claim, index, "place_of_service"), message)
