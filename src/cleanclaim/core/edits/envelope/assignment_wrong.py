"""Accept-assignment code missing or wrong for Medicare.

**Why it matters**: the code says whether the practice takes the payer's price as full price; Medicare demands it for
most services.
**Rejected**: a blank code; a Medicare claim not assigned (a warning: a practice outside the program may do so).
**Clean**: ``A``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_ACCEPTED = ("A", "B")


edit = Edit(
    "SUB014",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="27",
    element="2300 CLM07",
    fix="Set CLM07 to A.",
    prevents=(
        "277CA A6/589",
        "CARC 111",
    ),
    source="TR3 CLM07; Pub 100-04 ch.1 §30.3.1",
    when=When(terms=lambda claim: claim.assignment not in _ACCEPTED),
)


@edit.check
def assignment_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    code = claim.assignment
    if code in _ACCEPTED:
        return
    place = on_claim(claim, "assignment")
    fix = Fix("Accept assignment", place.path, "A")
    if code != "C":
        yield edit.finding(place, f"assignment code is {code or 'blank'}", autofix=fix)
    elif is_medicare(claim):
        message = "Medicare claim is not assigned; most services must be"
        yield edit.finding(place, message, autofix=fix, severity=Severity.WARNING)
