"""76 or 77 on E/M, 91 on non-lab.

**Why it matters**: 76 and 77 repeat procedures, 91 repeats tests; elsewhere they deny the line.
**Rejected**: ``99213-76``; ``20610-91``.
**Clean**: ``82962-91``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD017",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Remove it; 76/77 are for procedures, 91 for lab tests.",
    prevents=("CARC 4",),
    source="NCCI; Pub 100-04 ch.16 §100.5",
    when=When(modifiers=frozenset({"76", "77", "91"})),
)


@edit.check
def repeat_on_wrong_code(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        is_test = number_between(line.procedure, 80000, 89999) or line.procedure[:1] in ("G", "P", "U", "0")
        wrong = {"76", "77"} if is_visit(line.procedure) else set() if is_test else {"91"}
        for modifier in sorted(wrong & set(line.modifiers)):
            yield edit.finding(on_line(claim, index, "modifiers"), f"{modifier} does not go on {line.procedure}")
