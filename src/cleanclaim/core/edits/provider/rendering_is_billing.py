"""Rendering repeats the billing provider.

**Why it matters**: the guide leaves the loop out when both are one; some front ends reject it.
**Rejected**: the same NPI in both places.
**Clean**: the billing provider alone.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim


def _is_same(claim: Claim) -> bool:
    return claim.rendering is not None and claim.rendering.npi == claim.billing.npi != ""


edit = Edit(
    "PRV010",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2310B NM109",
    fix="Remove 2310B, or bill with the group NPI.",
    prevents=("277CA A8/562/82",),
    source="TR3 2310B situational rule",
    when=When(claim=_is_same),
)


@edit.check
def rendering_is_billing(claim: Claim, given: Given) -> Iterator[Finding]:
    if _is_same(claim):
        place = on_claim(claim, "rendering", "rendering provider")
        fix = Fix("Leave rendering out", place.path, None)
        yield edit.finding(place, "rendering and billing NPI are the same", autofix=fix)
