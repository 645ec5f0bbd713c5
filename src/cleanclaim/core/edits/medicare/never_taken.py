"""Code that Medicare never takes.

**Why it matters**: S codes are for commercial payers and T codes for Medicaid; Medicare refuses the line.
**Rejected**: ``S9083`` or ``T1015`` to Medicare.
**Clean**: the visit's code.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_never_taken(code: str) -> bool:
    return len(code) == 5 and code[0] in "ST" and is_digits(code[1:], 4)


edit = Edit(
    "MCR006",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-2, SV202-2",
    fix="Use the CPT/G code.",
    prevents=(
        "CARC 16 + M20",
        "CARC 96",
    ),
    source="HCPCS",
    when=When(filing=MEDICARE, procedures=_is_never_taken),
)


@edit.check
def never_taken(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _is_never_taken(line.procedure):
            yield edit.finding(on_line(claim, index, "procedure"), f"Medicare never takes {line.procedure}")
