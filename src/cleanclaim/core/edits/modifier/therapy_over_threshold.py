"""KX when threshold is passed.

**Why it matters**: above a yearly amount Medicare pays therapy only when KX attests that it is needed.
**Rejected**: 2,500.00 used in 2026 and GP without KX.
**Clean**: GP with KX.

Physical and speech therapy count together, occupational alone; what was used is in the payer's answer. With GA, GY or
GZ the practice expects the denial.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

_COUNTED = {"GP": "GP", "GN": "GP", "GO": "GO"}
_SAID = frozenset({"KX", "GA", "GY", "GZ"})

edit = Edit(
    "MOD028",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add KX if justified; else ABN and GA.",
    prevents=("CARC 119",),
    source="BBA 2018; Pub 100-04 ch.5 §10.3",
    when=When(filing=MEDICARE, modifiers=frozenset(_COUNTED)),
)


@edit.check
def therapy_over_threshold(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        group = next((_COUNTED[each] for each in line.modifiers if each in _COUNTED), "")
        if not group or line.service_from is None or not _SAID.isdisjoint(line.modifiers):
            continue
        year = line.service_from.year
        limit = given.codesets.small.therapy_thresholds.get(year)
        if limit is None:
            raise CodeSetMissing(f"The therapy threshold of {year} is not known")
        used = given.coverage.therapy_used.get(group)
        if used is not None and used > limit:
            message = f"therapy of {dollars(used)} in {year} is over {dollars(limit)}; KX is missing"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
