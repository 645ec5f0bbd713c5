"""Non-physician billed at physician rate.

**Why it matters**: some payers want an NP's or PA's own number; under the physician's it is paid too much, and taken
back.
**Rejected**: an NP treated, the physician stands as rendering.
**Clean**: the NP stands as rendering.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import profession
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_OWN = frozenset({"NP", "PA", "CNS"})

edit = Edit(
    "PAYER002",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2310B NM109",
    fix="Send who treated as rendering.",
    prevents=(
        "CARC 185",
        "CARC B7",
    ),
    source="payer manual",
    when=When(rule="pays_own_number"),
)


@edit.check
def treated_by_another(claim: Claim, given: Given) -> Iterator[Finding]:
    if not given.payer.pays_own_number:
        return
    treated = given.visit.treated_by
    for index, line in enumerate(claim.lines):
        party = line.rendering or claim.rendering
        if treated in _OWN and party and party.taxonomy and profession(claim, line) != treated:
            payer = claim.payer.name or "the payer"
            message = f"{payer} wants the own number of the {treated} who treated"
            yield edit.finding(on_line(claim, index, "rendering"), message)
