"""Component billed with its global code.

**Why it matters**: the whole holds its parts; a part beside it is denied, or paid twice and taken back.
**Rejected**: ``93000`` with ``93010``; ``71046`` with ``71046-26``.
**Clean**: ``93000``; or ``93005`` and ``93010``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_PARTS = {
    "93000": frozenset({"93005", "93010"}),
    "93015": frozenset({"93016", "93017", "93018"}),
    "93040": frozenset({"93041", "93042"}),
    "93224": frozenset({"93225", "93226", "93227"}),
    "93268": frozenset({"93270", "93271", "93272"}),
}
_SPLIT = frozenset({"26", "TC"})


def _may_hold(codesets: CodeSets, codes: tuple[str, ...], on: date) -> bool:
    """Whether a code is there twice, or a part beside its whole."""
    parts = (part for code in codes for part in _PARTS.get(code, ()))
    return len(set(codes)) < len(codes) or any(part in codes for part in parts)


edit = Edit(
    "LIN033",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Keep the global code, or bill the parts only.",
    prevents=(
        "CARC 97 + M15",
        "CARC 236 + N20",
    ),
    source="NCCI; MPFS PC/TC indicator 4",
    when=When(together=_may_hold),
)


@edit.check
def part_with_its_whole(claim: Claim, given: Given) -> Iterator[Finding]:
    whole: dict[tuple[str, date | None], int] = {}
    for index, line in enumerate(claim.lines):
        if _SPLIT.isdisjoint(line.modifiers):
            whole.setdefault((line.procedure, line.service_from), index)
            for part in _PARTS.get(line.procedure, ()):
                whole[part, line.service_from] = index
    for index, line in enumerate(claim.lines):
        other = whole.get((line.procedure, line.service_from), index)
        if other != index and (line.procedure != claim.lines[other].procedure or not _SPLIT.isdisjoint(line.modifiers)):
            earlier = claim.lines[other]
            message = f"{earlier.procedure} of line {earlier.number} already holds {line.procedure}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
