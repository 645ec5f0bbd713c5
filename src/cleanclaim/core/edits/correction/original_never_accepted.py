"""Replacing a claim that was never accepted.

**Why it matters**: a payer cannot replace what it never took in; the correction is a new claim.
**Rejected**: frequency 7 for a claim that was rejected.
**Clean**: frequency 1.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "CC003",
    severity=Severity.ERROR,
    box="22",
    element="2300 CLM05-3",
    fix="Set frequency 1.",
    prevents=(
        "277CA A7/535",
        "CARC 107 or 16 + M47",
    ),
    source="TR3 CLM05-3",
    when=When(frequency=frozenset({"7", "8"})),
    needs="original",
)


@edit.check
def original_never_accepted(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency in ("7", "8") and not given.original.is_accepted:
        message = f"frequency {claim.frequency}, and the original was rejected"
        yield edit.finding(on_claim(claim, "frequency"), message, autofix=Fix("Send as new", "frequency", "1"))
