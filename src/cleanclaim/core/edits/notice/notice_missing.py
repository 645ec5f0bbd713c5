"""Likely not covered, and no notice.

**Why it matters**: what Medicare denies as not necessary is the practice's loss unless the patient agreed beforehand
to pay.
**Rejected**: a service that its policy does not cover for the diagnosis, or that comes too soon, without GA or GZ.
**Clean**: GA with a signed notice; GZ without one.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SAID = frozenset({"GA", "GZ", "GX", "GY"})

edit = Edit(
    "ABN002",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Give the ABN before the service and use GA; after the service use GZ.",
    prevents=(
        "CARC 50 CO",
        "CARC 151",
    ),
    source="SSA 1879; Pub 100-04 ch.30",
    when=When(facts=("policies", "coverage.next_eligible"), filing=MEDICARE),
    needs="policies",
)


@edit.check
def notice_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage = given.known.coverage
    for index, line in enumerate(claim.lines):
        if _SAID & set(line.modifiers):
            continue
        mine = [policy for policy in given.policies if policy.procedure == line.procedure]
        codes = pointed_codes(claim, line)
        due = coverage.next_eligible.get(line.procedure) if coverage else None
        reason = ""
        if any(policy.covered.isdisjoint(codes) for policy in mine):
            reason = "its policy does not cover the diagnosis"
        elif due and line.service_from and line.service_from < due:
            reason = f"the patient is eligible from {due}"
        if reason:
            message = f"{line.procedure} will likely be denied ({reason}) and there is no notice"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
