"""Line rendering provider repeats the claim level.

**Why it matters**: the loop is for a line treated by someone else; repeating costs nothing but hides a real
difference.
**Rejected**: the claim's clinician named again on a line.
**Clean**: a line with no rendering provider of its own.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PRV011",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2420A NM109",
    fix="Remove the line-level loop.",
    prevents=("277CA A8/562/82",),
    source="TR3 2420A",
    when=When(has=("lines.rendering",)),
)


@edit.check
def line_rendering_repeats(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.rendering is None or not claim.rendering.npi:
        return
    for index, line in enumerate(claim.lines):
        if line.rendering and line.rendering.npi == claim.rendering.npi:
            place = on_line(claim, index, "rendering")
            fix = Fix("Remove it from the line", place.path, None, safe=True)
            yield edit.finding(place, "names the claim's rendering provider again", autofix=fix)
