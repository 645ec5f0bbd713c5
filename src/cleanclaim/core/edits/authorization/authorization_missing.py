"""Authorization required, none on claim.

**Why it matters**: without approval beforehand the payer owes nothing, and the patient may not be billed.
**Rejected**: ``70551`` with no number, when the payer lists it.
**Clean**: the approval's number; an emergency.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import Place, on_line

edit = Edit(
    "AUTH001",
    severity=Severity.ERROR,
    box="23",
    element="2300 REF G1",
    fix="Find the approval or ask for retro-authorization before sending.",
    prevents=(
        "CARC 197 + M62",
        "277CA A6/252",
    ),
    source="TR3 REF G1; payer list",
    when=When(rule="needs_authorization"),
)


@edit.check
def authorization_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.prior_authorization.strip():
        return
    for index, line in enumerate(claim.lines):
        if line.procedure in given.payer.needs_authorization and not line.emergency:
            place = on_line(claim, index, "procedure")
            spot = Place(place.where, "prior_authorization", place.money)
            payer = claim.payer.name or "the payer"
            yield edit.finding(spot, f"{line.procedure} needs prior authorization from {payer}")
