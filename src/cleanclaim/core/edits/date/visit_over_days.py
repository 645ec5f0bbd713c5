"""Range with units that do not fit.

**Why it matters**: a visit has one day; a range of days with one unit is read as a mistake.
**Rejected**: ``99213`` from the second to the fourth with one unit.
**Clean**: one line a day.

Only visits are judged: supplies and rentals rightly span days with one unit.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit, line_days, quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "DATE003",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24A, 24G",
    element="2400 DTP*472, SV104",
    fix="One line per day for visits; units = days for daily codes.",
    prevents=(
        "CARC 16 + N345",
        "CARC 239",
    ),
    source="Pub 100-04 ch.26 §10.4",
    when=When(procedures=is_visit, days=lambda first, last, today: first and last and last > first),
)


@edit.check
def visit_over_days(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        first, last = line_days(line)
        if first is None or last is None or last <= first or not is_visit(line.procedure):
            continue
        days = (last - first).days + 1
        if quantity(line.units) != days:
            message = f"{days} days in the range, but {line.units} units"
            yield edit.finding(on_line(claim, index, "service_to"), message)
