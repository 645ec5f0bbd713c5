"""Frequency 7 or 8 to Medicare Part B.

**Why it matters**: Medicare Part B corrects by reopening or appeal; it rejects a replacement claim.
**Rejected**: frequency 7 on a professional Medicare claim.
**Clean**: frequency 1.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "CC002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="22",
    element="2300 CLM05-3",
    fix="Ask reopening or redetermination; rejected claims go new.",
    prevents=(
        "277CA A7/535",
        "CARC 16 + MA130",
    ),
    source="MAC 837P companion guide; Pub 100-04 ch.34",
    when=When(filing=MEDICARE, frequency=frozenset({"7", "8"})),
)


@edit.check
def replacement_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency in ("7", "8"):
        place = on_claim(claim, "frequency")
        fix = Fix("Send as an original", place.path, "1")
        yield edit.finding(place, f"Medicare Part B does not take frequency {claim.frequency}", autofix=fix)
