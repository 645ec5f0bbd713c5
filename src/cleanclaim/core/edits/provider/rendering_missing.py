"""Rendering provider missing for a group, or without an NPI.

**Why it matters**: a group bills, but a person treats; the payer prices and credentials the person.
**Rejected**: a group with no rendering provider on the claim or its lines, or with one who has no NPI.
**Clean**: the clinician's NPI. Laboratories, equipment suppliers, ambulances and surgical centers need none,
nor do pharmacies that bill home infusion by the day.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_home_infusion
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_SUPPLIES = frozenset("ABEKL")
_EXEMPT = ("291U", "292", "293", "332", "333", "3416", "261QA1903", "251", "28", "314")

edit = Edit(
    "PRV009",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2310B NM109",
    fix="Add the rendering clinician.",
    prevents=(
        "277CA A6/562/82",
        "CARC 16 + N290",
    ),
    source="TR3 2310B; NUCC item 24J",
    when=When(claim=lambda claim: not (claim.rendering and claim.rendering.npi.strip())),
)


@edit.check
def rendering_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.rendering and not claim.rendering.npi.strip():
        yield edit.finding(on_claim(claim, "rendering", "rendering provider"), "the clinician who treated has no NPI")
        return
    billing = claim.billing
    on_every_line = bool(claim.lines) and all(line.rendering for line in claim.lines)
    if billing.is_person or claim.rendering or on_every_line or _needs_none(claim):
        return
    yield edit.finding(on_claim(claim, "rendering", "rendering provider"), "a group bills without naming who treated")


def _needs_none(claim: Claim) -> bool:
    """Whether nobody treats: goods are supplied, or the biller's own kind does the work."""
    codes = [line.procedure for line in claim.lines]
    supplies = bool(codes) and all(code[:1] in _SUPPLIES for code in codes)
    return supplies or any(map(is_home_infusion, codes)) or claim.billing.taxonomy.startswith(_EXEMPT)
