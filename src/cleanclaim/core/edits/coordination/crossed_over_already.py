"""Claim that Medicare already sent on.

**Why it matters**: Medicare sends claims on to many second payers; a second copy of the claim is a duplicate.
**Rejected**: five days after Medicare paid and said that it had sent the claim on (MA18).
**Clean**: five weeks after.

CLP02 19 of the remittance says the same; a claim carries the remarks only.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, sent

_SENT_ON = frozenset({"MA18", "N89"})
_WAIT = 30

edit = Edit(
    "COB008",
    severity=Severity.WARNING,
    element="2320 MOA, 2330B DTP*573",
    fix="Wait 30 days from the primary payment, then ask status.",
    prevents=(
        "CARC 18",
        "277CA A7/770",
        "277CA A7/771",
    ),
    source="COBA; RARC MA18/N89",
    when=When(has=("other_coverages",)),
)


@edit.check
def crossed_over_already(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.sequence == "P":
        return
    for other in claim.other_coverages:
        on = other.adjudicated_on
        if on is None or (given.as_of - on).days >= _WAIT:
            continue
        remarks = {part for row in (*sent(other.also, "MOA"), *sent(other.also, "MIA")) for part in row[1:]}
        if remarks & _SENT_ON:
            name = other.payer.name or "the first payer"
            message = f"{name} sent this claim on when it paid on {on}"
            yield edit.finding(on_claim(claim, "other_coverages", "other payer"), message)
            return
