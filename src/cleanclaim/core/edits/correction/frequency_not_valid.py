"""Claim frequency code not valid.

**Why it matters**: the payer must know whether the claim is new, replaces one or takes one back.
**Rejected**: a blank frequency.
**Clean**: ``1``, ``7`` or ``8``; ``6`` where a payer still takes it.

Not in the first table of edits, where the type of bill has its own (UB001).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_VALID = ("1", "6", "7", "8")


edit = Edit(
    "CC006",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="22",
    element="2300 CLM05-3",
    fix="Choose 1 (original), 7 (replacement) or 8 (void).",
    prevents=("277CA A7/535",),
    source="NUBC type of bill frequency; TR3 CLM05-3",
    when=When(terms=lambda claim: claim.frequency not in _VALID),
)


@edit.check
def frequency_not_valid(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency not in _VALID:
        yield edit.finding(on_claim(claim, "frequency"), f"frequency is {claim.frequency or 'blank'}")
