"""Release of information or benefit assignment missing.

**Why it matters**: without release the claim may not be sent; without assignment the money goes to the patient.
**Rejected**: a blank release code.
**Clean**: release ``Y`` and assignment ``Y``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_RELEASES, _BENEFITS = ("I", "Y"), ("Y", "N", "W")


edit = Edit(
    "SUB013",
    severity=Severity.ERROR,
    box="12, 13",
    element="2300 CLM08, CLM09",
    fix="Get the signed forms, then set the indicators.",
    prevents=(
        "277CA A6/117",
        "277CA A6/360",
        "CARC 100 when CLM08=N",
    ),
    source="TR3 CLM08, CLM09",
    when=When(terms=lambda claim: claim.release not in _RELEASES or claim.benefits_assigned not in _BENEFITS),
)


@edit.check
def signatures_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.release not in _RELEASES:
        yield edit.finding(on_claim(claim, "release"), f"release of information is {claim.release or 'blank'}")
    if claim.benefits_assigned not in _BENEFITS:
        place = on_claim(claim, "benefits_assigned")
        yield edit.finding(place, f"benefit assignment is {claim.benefits_assigned or 'blank'}")
