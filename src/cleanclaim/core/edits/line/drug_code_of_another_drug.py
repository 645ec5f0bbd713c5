"""NDC and HCPCS do not belong together.

**Why it matters**: payers look the vial up; one that belongs to another drug code stops the line.
**Rejected**: the NDC of a triamcinolone vial with ``J1885``.
**Clean**: with ``J3301``.

Labelers and products that our table holds; others are not checked.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.coding import digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN020",
    severity=Severity.WARNING,
    box="24",
    element="2410 LIN03",
    fix="Check the vial, then correct the NDC or the HCPCS.",
    prevents=(
        "CARC 16 + M119",
        "CARC 211",
    ),
    source="CMS ASP NDC-HCPCS crosswalk (quarterly)",
    when=When(has=("lines.ndc",)),
)


@edit.check
def drug_code_of_another_drug(claim: Claim, given: Given) -> Iterator[Finding]:
    unknown = ""
    for index, line in enumerate(claim.lines):
        if not line.ndc or not line.procedure.startswith("J"):
            continue
        on = line.service_from or given.as_of
        codes = given.codesets.drug_codes(digits(line.ndc), on=on)
        if codes is None:
            unknown = line.ndc
        elif line.procedure not in codes:
            message = f"NDC {line.ndc} is a product of {' or '.join(sorted(codes))}, not of {line.procedure}"
            yield edit.finding(on_line(claim, index, "ndc"), message)
    if unknown:
        raise CodeSetMissing(f"The list of products and their drug codes is not loaded for NDC {unknown}")
