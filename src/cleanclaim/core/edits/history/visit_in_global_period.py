"""Visit inside a global period.

**Why it matters**: care after surgery is in the price of the surgery; the visit is denied and not the patient's to pay.
**Rejected**: ``99213`` four weeks after a knee replacement by the same group.
**Clean**: ``99024`` without charge, or ``99213-24`` for something unrelated.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.global_periods import has_period, period_around
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SEPARATE = frozenset({"24", "25", "57", "FT"})


edit = Edit(
    "GLB001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Use 99024, or 24 when the note shows that the visit had another reason.",
    prevents=("CARC 97 + M144",),
    source="MPFS global days; Pub 100-04 ch.12 §40",
    when=When(past=has_period, procedures=is_visit),
)


@edit.check
def visit_in_global_period(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        is_part = is_visit(line.procedure) and not _SEPARATE & set(line.modifiers)
        if is_part and (period := period_around(claim, given, index)):
            surgery = f"{period.procedure} done {period.done_on} (ends {period.ends_on})"
            message = f"{line.service_from} is in the global period of {surgery}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
