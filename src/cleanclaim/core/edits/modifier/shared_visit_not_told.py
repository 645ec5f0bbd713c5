"""Split or shared visit without FS, or in office.

**Why it matters**: a visit that a physician and an NP or PA share is paid in facilities only, and FS says so.
**Rejected**: a shared visit at place 11; one at place 22 without FS.
**Clean**: at place 22 with FS, under who did the substantive part.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit, place_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_FACILITIES = frozenset({"19", "21", "22", "23", "31", "51", "52", "61"})

edit = Edit(
    "MOD032",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B, 24D",
    element="2400 SV101-3, SV105",
    fix="Add FS or use incident-to.",
    prevents=(
        "CARC 4",
        "recoupment",
    ),
    source="42 CFR 415.140",
    since=date(2022, 1, 1),
    when=When(facts=("visit.is_shared",), procedures=is_visit),
    needs="visit",
)


@edit.check
def shared_visit_not_told(claim: Claim, given: Given) -> Iterator[Finding]:
    if not any(is_visit(line.procedure) for line in claim.lines) or not given.visit_with("is_shared").is_shared:
        return
    for index, line in enumerate(claim.lines):
        if not is_visit(line.procedure):
            continue
        place = place_of(claim, line)
        if place not in _FACILITIES:
            message = f"a shared visit is not possible at place {place}"
            yield edit.finding(on_line(claim, index, "place_of_service"), message)
        elif "FS" not in line.modifiers:
            yield edit.finding(on_line(claim, index, "modifiers"), f"the shared visit {line.procedure} has no FS")
