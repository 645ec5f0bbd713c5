"""Diagnosis does not support the service under local or national policy.

**Why it matters**: a policy lists the diagnoses that a test or procedure is paid for; any other is denied as not
needed.
**Rejected**: ``82306`` for ``Z00.00`` where the policy lists vitamin D deficiency and kidney disease.
**Clean**: ``82306`` for ``E55.9``.

An 837I has no pointers: any diagnosis of the claim will do. With GA, GX, GY or GZ the practice expects the denial.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_EXPECTED = frozenset({"GA", "GX", "GY", "GZ"})

edit = Edit(
    "PTR005",
    severity=Severity.WARNING,
    box="24E",
    element="2400 SV107",
    fix=(
        "Review the note for a covered reason; otherwise get an ABN (GA) before the service or do not bill the payer."
    ),
    prevents=(
        "CARC 50 + N115/N386",
        "CARC 11",
        "CARC 167",
    ),
    source="Medicare Coverage Database; SSA 1862(a)(1)(A)",
    when=When(facts=("policies",)),
    needs="policies",
)


@edit.check
def service_not_covered(claim: Claim, given: Given) -> Iterator[Finding]:
    policies = given.policies
    for index, line in enumerate(claim.lines):
        for policy in policies:
            if policy.procedure != line.procedure or not _EXPECTED.isdisjoint(line.modifiers):
                continue
            codes = claim.diagnoses if claim.kind == "837I" else pointed_codes(claim, line)
            if policy.covered.isdisjoint(codes) or (policy.second and policy.second.isdisjoint(codes)):
                listed = ", ".join(codes) or "no diagnosis"
                message = f"{line.procedure} is not covered for {listed} under {policy.name}"
                yield edit.finding(on_line(claim, index, "pointers"), message)
