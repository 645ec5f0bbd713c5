"""Wellness visit with the wrong payment code.

**Why it matters**: wellness visits have a payment code of their own, which pays more and costs the patient nothing.
**Rejected**: ``G0439`` with ``G0467``.
**Clean**: ``G0439`` with ``G0468``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import WELLNESS, bills_as, lines_by_day
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "FQHC006",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Bill G0468 as the visit of that day.",
    prevents=("RTP",),
    source="Pub 100-04 ch.9 §60",
)


@edit.check
def wellness_code_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "77"):
        return
    for day, lines in lines_by_day(claim).items():
        if any(line.procedure == "G0468" for _, line in lines):
            continue
        for index, line in lines:
            if line.procedure in WELLNESS:
                yield edit.finding(
                    on_line(claim, index, "procedure"), f"wellness visit {line.procedure} of {day} needs G0468"
                )
