"""More units in a day than are possible.

**Why it matters**: the limit follows from law or from what the code means; no appeal changes it.
**Rejected**: two lines of one unit of a code whose limit is 1 a day.
**Clean**: one unit.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.units import BY_POLICY, days_over, is_limited
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MUE002",
    severity=Severity.ERROR,
    box="24G",
    element="2400 SV104",
    fix="Correct the units; an appeal does not help.",
    prevents=("CARC 151 + N362",),
    source="NCCI MUE ch.1",
    when=When(procedure_on=is_limited(BY_POLICY)),
)


@edit.check
def units_over_day(claim: Claim, given: Given) -> Iterator[Finding]:
    for excess in days_over(claim, given, BY_POLICY):
        said = f"{excess.units} units of {excess.procedure} on {excess.on}"
        message = f"{said}; more than {excess.limit.units} a day is not possible"
        yield edit.finding(on_line(claim, excess.index, "units"), message)
