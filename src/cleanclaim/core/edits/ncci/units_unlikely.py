"""More units in a day than are usual.

**Why it matters**: the payer denies first; with records it pays on appeal.
**Rejected**: two lines of one unit of a code whose limit is 1 a day.
**Clean**: one unit.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.units import BY_EXPERIENCE, days_over, is_limited
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MUE003",
    severity=Severity.WARNING,
    box="24G",
    element="2400 SV104",
    fix="Check the units, and have the records ready for an appeal.",
    prevents=("CARC 151 + N362",),
    source="NCCI MUE ch.1",
    when=When(procedure_on=is_limited(BY_EXPERIENCE)),
)


@edit.check
def units_unlikely(claim: Claim, given: Given) -> Iterator[Finding]:
    for excess in days_over(claim, given, BY_EXPERIENCE):
        message = (
            f"{excess.units} units of {excess.procedure} on {excess.on}; usual are at most {excess.limit.units} a day"
        )
        yield edit.finding(on_line(claim, excess.index, "units"), message)
