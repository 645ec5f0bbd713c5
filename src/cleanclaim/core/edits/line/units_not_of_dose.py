"""Drug units do not match dose.

**Why it matters**: a unit of a drug is an amount its code names; milligrams billed as units are overpaid or denied.
**Rejected**: 60 mg of ``J1885`` (15 mg) as 60 units.
**Clean**: as 4 units.

A part of a unit counts as one. Lines with JW, which bill what was thrown away, are left out. Drugs whose amount our
table does not hold are not checked.
"""

from collections.abc import Iterator
from math import ceil

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN017",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24G",
    element="2400 SV104",
    fix="Correct the units.",
    prevents=(
        "CARC 16 + M53",
        "CARC 151",
    ),
    source="HCPCS descriptors unit sizes; Pub 100-04 ch.17",
    when=When(procedures=lambda code: code.startswith("J")),
)


@edit.check
def units_not_of_dose(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not line.procedure.startswith("J") or "JW" in line.modifiers:
            continue
        dose, units = given.visit_with("doses").doses.get(line.procedure), quantity(line.units)
        if dose is None or units is None:
            continue
        drug = given.codesets.small.drugs.get(line.procedure)
        if drug is None:
            raise CodeSetMissing(f"The amount of a unit of {line.procedure} is not known")
        billed = sum(quantity(each.units) or 0 for each in claim.lines if _is_same(each, line))
        right = ceil(dose / drug.amount)
        if billed != right:
            message = f"{dose} {drug.measure} of {line.procedure} are {right} units, the claim has {billed}"
            yield edit.finding(on_line(claim, index, "units"), message)


def _is_same(line: ServiceLine, other: ServiceLine) -> bool:
    return line.procedure == other.procedure and "JW" not in line.modifiers
