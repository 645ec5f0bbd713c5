"""CLIA number missing on a laboratory line.

**Why it matters**: a laboratory is paid only under its certificate.
**Rejected**: ``80053`` with no number.
**Clean**: ``80053`` with ``45D1234567``; a test sent out (90), whose laboratory has its own.

Laboratory tests are those of the procedures that are loaded; a number of the laboratory chapter that is not loaded is
"not checked".
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.provider.laboratory import is_laboratory, is_laboratory_number
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PRV013",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="23",
    element="2300/2400 REF*X4",
    fix="Add the CLIA of the site where the test ran.",
    prevents=(
        "277CA A6/544",
        "CARC 16 + MA120",
        "CARC B7",
    ),
    source="42 CFR 493; Pub 100-04 ch.16 §70.2",
    when=When(procedures=is_laboratory_number),
)


@edit.check
def clia_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.clia:
        return
    for index, line in enumerate(claim.lines):
        if not line.clia and "90" not in line.modifiers and is_laboratory(line, given):
            yield edit.finding(on_line(claim, index, "clia"), f"{line.procedure} needs the CLIA number")
