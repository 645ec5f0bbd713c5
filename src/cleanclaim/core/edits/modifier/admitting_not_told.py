"""Principal physician of record AI missing.

**Why it matters**: AI tells the physician who admits from those who see the patient beside; without it Medicare
cannot.
**Rejected**: ``99223`` by the physician who admits, without AI.
**Clean**: ``99223-AI``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

edit = Edit(
    "MOD031",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add AI.",
    prevents=("none: informational",),
    source="Pub 100-04 ch.12 §30.6.9.1",
    since=date(2010, 1, 1),
    when=When(filing=MEDICARE, procedures=frozenset({"99221", "99222", "99223"})),
)


@edit.check
def admitting_not_told(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "99221", "99222", "99223"):
        if "AI" not in line.modifiers and given.visit_with("is_admitting").is_admitting:
            message = f"the first visit {line.procedure} of the physician who admits has no AI"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
