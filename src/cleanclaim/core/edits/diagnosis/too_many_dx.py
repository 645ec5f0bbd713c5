"""More than 12 diagnoses.

**Why it matters**: the professional claim carries twelve; the rest is cut off somewhere on the way.
**Rejected**: thirteen diagnoses.
**Clean**: twelve.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_FIT = 12


edit = Edit(
    "DX014",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="21",
    element="2300 HI",
    fix="Keep those linked to lines.",
    prevents=("277CA A7/255 with 512",),
    source="TR3 837P HI; NUCC item 21",
    when=When(pointers=lambda count, lines: count > _FIT),
)


@edit.check
def too_many_dx(claim: Claim, given: Given) -> Iterator[Finding]:
    if len(claim.diagnoses) > _FIT:
        message = f"{len(claim.diagnoses)} diagnoses; the professional claim carries {_FIT}"
        yield edit.finding(on_claim(claim, "diagnoses"), message)
