"""52, 53, 73, 74 mixed up.

**Why it matters**: a clinician and a facility say a stopped procedure differently, and the payer prices by it.
**Rejected**: ``73`` on a clinician's claim; ``53`` on a hospital's.
**Clean**: ``53`` on a clinician's claim; ``73`` on a surgical center's (place 24).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD038",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="Practitioner uses 52/53; hospital outpatient and ASC facility use 52/73/74.",
    prevents=(
        "CARC 4 + N519",
        "CARC 182",
    ),
    source="Pub 100-04 ch.4 §20.6.4; ch.12",
    when=When(modifiers=frozenset({"53", "73", "74"})),
)


@edit.check
def stopped_wrongly_said(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        center = (line.place_of_service or claim.place_of_service) == "24"
        if claim.kind == "837I":
            wrong, who = {"53"}, "a facility"
        else:
            wrong, who = (set() if center else {"73", "74"}), "a clinician"
        for modifier in sorted(wrong & set(line.modifiers)):
            yield edit.finding(on_line(claim, index, "modifiers"), f"{modifier} is not for the claim of {who}")
