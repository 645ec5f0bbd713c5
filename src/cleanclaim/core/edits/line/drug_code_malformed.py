"""NDC not 11 digits 5-4-2.

**Why it matters**: the code has eleven digits; a label prints ten, and a zero put in the wrong place is another drug.
**Rejected**: ``0003-0293-05``, as on the label.
**Clean**: ``00003029305``.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_LABEL = re.compile(r"(\d{1,5})-(\d{1,4})-(\d{1,2})", re.ASCII)

edit = Edit(
    "LIN019",
    severity=Severity.ERROR,
    box="24",
    element="2410 LIN03",
    fix="Pad the short segment.",
    prevents=(
        "277CA A7/218",
        "CARC 16 + M119",
    ),
    source="TR3 2410 LIN; 21 CFR 207",
    when=When(has=("lines.ndc",)),
)


@edit.check
def drug_code_malformed(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not line.ndc or is_digits(line.ndc, 11):
            continue
        place = on_line(claim, index, "ndc")
        label = _LABEL.fullmatch(line.ndc)
        padded = f"{label[1]:0>5}{label[2]:0>4}{label[3]:0>2}" if label else ""
        fix = Fix(f"Use {padded}", place.path, padded, safe=True) if label else None
        yield edit.finding(place, f"drug code {line.ndc} is not eleven digits", autofix=fix)
