"""Line adjudication names a payer that is not on the claim.

**Why it matters**: the second payer ties each line's answer to a payer of the claim by its ID.
**Rejected**: an answer of ``87726`` when the claim names ``60054``.
**Clean**: an answer of ``60054``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "COB010",
    severity=Severity.ERROR,
    element="2430 SVD01",
    fix="Use the same payer ID in 2330B and SVD01.",
    prevents=(
        "277CA A7/479",
        "277CA A7/672",
    ),
    source="TR3 2430 SVD01, 2330B NM109",
    when=When(has=("lines.other_payers",)),
)


@edit.check
def answer_of_stranger(claim: Claim, given: Given) -> Iterator[Finding]:
    known = {other.payer.payer_id for other in claim.other_coverages}
    for index, line in enumerate(claim.lines):
        for position, answer in enumerate(line.other_payers):
            if answer.payer_id not in known:
                place = on_line(claim, index, f"other_payers[{position}].payer_id")
                yield edit.finding(place, f"the answer of payer {answer.payer_id} has no such payer on the claim")
