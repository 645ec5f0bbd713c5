"""DRG differs from the grouper.

**Why it matters**: the DRG is the price; when the claim's is not the one that the codes make, one of the two is
wrong.
**Rejected**: 470 on the claim, 469 by the grouper.
**Clean**: the same in both.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_inpatient, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB017",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="71",
    element="2300 HI DR",
    fix="Coder review before release.",
    prevents=(
        "CARC A8",
        "CARC 256",
        "underpayment",
    ),
    source="MS-DRG yearly 1 Oct",
)


@edit.check
def drg_not_of_grouper(claim: Claim, given: Given) -> Iterator[Finding]:
    drg = whole_of(claim).drg
    if not drg or not is_inpatient(claim):
        return
    grouped = given.circumstances.drg
    if not grouped:
        raise CodeSetMissing("what a grouper makes of the stay is not at hand")
    if drg.lstrip("0") != grouped.lstrip("0"):
        place = on_claim(claim, "institutional.drg")
        yield edit.finding(place, f"DRG {drg} on the claim, the grouper says {grouped}")
