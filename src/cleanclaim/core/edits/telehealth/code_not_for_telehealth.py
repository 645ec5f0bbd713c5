"""Code not on the telehealth list.

**Why it matters**: Medicare pays from afar what stands on its list; sound alone will do for a part of it.
**Rejected**: ``20610``, an injection, at place 10.
**Clean**: ``99214`` at place 10.

Our table holds everyday codes of the list; operations (10004 to 69990) are never on it. Whatever else is not in the
table is not checked. Until when Medicare pays visits at home changes by law and is not judged here.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.coding import is_visit, number_between, place_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.telehealth.places import FROM_AFAR
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "TEL003",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="See in person, or do not bill.",
    prevents=(
        "CARC 96",
        "CARC 272",
    ),
    source="CMS telehealth list (yearly)",
    when=When(places=FROM_AFAR),
)


@edit.check
def code_not_for_telehealth(claim: Claim, given: Given) -> Iterator[Finding]:
    listed, unknown = given.codesets.telehealth, ""
    for index, line in enumerate(claim.lines):
        if place_of(claim, line) not in FROM_AFAR or not line.procedure:
            continue
        place = on_line(claim, index, "procedure")
        if number_between(line.procedure, 10004, 69990):
            yield edit.finding(place, f"{line.procedure} is not on the telehealth list")
        elif not listed.knows(line.procedure):
            unknown = line.procedure
        elif "93" in line.modifiers and not (listed.flagged(line.procedure, "audio") or is_visit(line.procedure)):
            yield edit.finding(place, f"{line.procedure} is on the list with picture only, not with sound alone")
    if unknown:
        raise CodeSetMissing(f"The telehealth list is not loaded for {unknown}")
