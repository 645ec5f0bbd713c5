"""NDC missing.

**Why it matters**: Medicaid collects rebates by drug code, so it pays no drug without one; many plans follow.
**Rejected**: ``J3301`` without the drug code to a payer that asks for it; a drug code without quantity or unit.
**Clean**: ``J3301`` with ``00003029305``, 1 ML.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_UNITS = frozenset({"F2", "GR", "ME", "ML", "UN"})


def _is_drug(line: ServiceLine) -> bool:
    return line.procedure[:1] == "J" and len(line.procedure) == 5


edit = Edit(
    "LIN018",
    severity=Severity.ERROR,
    box="24",
    element="2410 LIN03, CTP04",
    fix="Scan the package NDC; enter quantity and unit.",
    prevents=(
        "277CA A6/218",
        "CARC 16 + M119",
    ),
    source="Deficit Reduction Act 2005; TR3 2410",
    when=When(line=lambda line: line.ndc or _is_drug(line)),
)


@edit.check
def drug_code_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if given.payer.needs_drug_code and _is_drug(line) and not line.ndc:
            yield edit.finding(on_line(claim, index, "ndc"), f"{line.procedure} lacks the drug code (NDC)")
        if line.ndc and (not quantity(line.ndc_units) or line.ndc_unit not in _UNITS):
            yield edit.finding(on_line(claim, index, "ndc_units"), "the drug code lacks its quantity or unit")
