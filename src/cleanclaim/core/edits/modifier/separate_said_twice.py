"""59 together with X{EPSU}.

**Why it matters**: XE, XP, XS and XU are kinds of 59; both together are refused.
**Rejected**: ``59, XS``.
**Clean**: ``XS``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD019",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="Keep the X modifier that tells more.",
    prevents=("CARC 4",),
    source="CMS MLN on 59/X; NCCI",
    since=date(2015, 1, 1),
    when=When(modifiers=frozenset({"59"})),
)


@edit.check
def separate_said_twice(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        kinds = {"XE", "XP", "XS", "XU"} & set(line.modifiers)
        if "59" in line.modifiers and kinds:
            yield edit.finding(on_line(claim, index, "modifiers"), f"59 and {min(kinds)} together; use one")
