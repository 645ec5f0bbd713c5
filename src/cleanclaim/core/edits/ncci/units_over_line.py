"""More units on a line than its limit.

**Why it matters**: the whole line is denied, not only what is over.
**Rejected**: two units of a code whose line limit is 1.
**Clean**: one unit on each of two lines, the second with the modifier that the record proves.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.units import BY_LINE, is_limited, limit_of
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MUE001",
    severity=Severity.ERROR,
    box="24G",
    element="2400 SV104",
    fix="If all were necessary, put the rest on a line of its own with the modifier that says why.",
    prevents=(
        "CARC 151 + N362",
        "CARC 222",
    ),
    source="NCCI MUE ch.1 §V",
    when=When(procedure_on=is_limited(BY_LINE)),
)


@edit.check
def units_over_line(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        limit, units = limit_of(claim, given, index), quantity(line.units)
        if limit and units and limit.indicator == BY_LINE and units > limit.units:
            message = f"{line.units} units of {line.procedure} are over the limit of {limit.units} a line"
            yield edit.finding(on_line(claim, index, "units"), message)
