"""Fractional units where whole units are needed.

**Why it matters**: payers count whole units; the rest of a vial goes on a line of its own.
**Rejected**: ``J1885`` with 1.5 units.
**Clean**: ``J1885`` with 2 units; ambulance miles may carry a fraction.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import is_ambulance, quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_fraction(line: ServiceLine) -> bool:
    units = quantity(line.units)
    if units is None or line.unit != "UN" or is_ambulance(line.procedure):
        return False
    return units != units.to_integral_value()


edit = Edit(
    "LIN007",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24G",
    element="2400 SV104",
    fix="Convert the dose to HCPCS units, round up, put waste on a JW line.",
    prevents=(
        "277CA A7/476",
        "277CA A7/697",
    ),
    source="TR3 SV104 notes",
    when=When(line=_is_fraction),
)


@edit.check
def units_fraction(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _is_fraction(line):
            message = f"{line.procedure} has {line.units} units; only whole ones are taken"
            yield edit.finding(on_line(claim, index, "units"), message)
