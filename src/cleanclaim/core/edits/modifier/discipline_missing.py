"""Therapy discipline modifier missing.

**Why it matters**: Medicare counts therapy by discipline; a therapy line without GP, GO or GN is returned.
**Rejected**: ``97110`` without one; with two.
**Clean**: ``97110-GP``; evaluations with the one of their discipline.

Wound care is therapy when a therapist does it, by the taxonomy of who treated; the modifier is the therapist's own.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import discipline
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_DISCIPLINES = frozenset({"GP", "GO", "GN"})
_SOMETIMES = frozenset({"97597", "97598", "97602", "97605", "97606", "97607", "97608", "97610"})

edit = Edit(
    "MOD027",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add by discipline: GP physical, GO occupational, GN speech.",
    prevents=(
        "CARC 4 + N822",
        "CARC 16",
    ),
    source="Pub 100-04 ch.5 §20.1",
    when=When(
        filing=MEDICARE,
        procedure_on=lambda codesets, code, on: code in codesets.small.therapy or code in _SOMETIMES,
    ),
)


@edit.check
def discipline_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    therapy = given.codesets.small.therapy
    for index, line in enumerate(claim.lines):
        own = discipline(claim, line)
        if line.procedure not in therapy and not (own and line.procedure in _SOMETIMES):
            continue
        wanted = therapy.get(line.procedure) or own
        place, said = on_line(claim, index, "modifiers"), _DISCIPLINES.intersection(line.modifiers)
        if len(said) != 1:
            yield edit.finding(place, f"therapy code {line.procedure} needs one of GP, GO and GN, has {len(said)}")
        elif wanted and wanted not in said:
            yield edit.finding(place, f"therapy code {line.procedure} goes with {wanted}, not {min(said)}")
