"""CLIA number malformed.

**Why it matters**: a laboratory line is paid only under its certificate's number.
**Rejected**: ``4501234567``.
**Clean**: ``45D1234567``.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, on_line

_CLIA = re.compile(r"[0-9]{2}D[0-9]{7}")

edit = Edit(
    "PRV014",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="23",
    element="2300/2400 REF X4",
    fix="Re-key from the certificate.",
    prevents=(
        "277CA A7/544",
        "CARC 16 + MA120",
    ),
    source="Pub 100-04 ch.16 §70.2",
    when=When(has=("clia", "lines.clia")),
)


@edit.check
def clia_malformed(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.clia and not _CLIA.fullmatch(claim.clia):
        yield edit.finding(on_claim(claim, "clia"), f"CLIA {claim.clia} is not in the form 99D9999999")
    for index, line in enumerate(claim.lines):
        if line.clia and not _CLIA.fullmatch(line.clia):
            yield edit.finding(on_line(claim, index, "clia"), f"CLIA {line.clia} is not in the form 99D9999999")
