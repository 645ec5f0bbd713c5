"""Policy not in force on the service date.

**Why it matters**: a payer pays for no day on which the patient was not insured with it.
**Rejected**: a visit on 2026-03-02 under a policy that ended on 2026-02-28.
**Clean**: the same visit under a policy that has not ended.

A stay is judged by the day of admission: most payers pay it whole when the policy was in force then (this differs
from the first form of the rule, which asked for every day).
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

_INPATIENT = ("11", "18", "21", "41")

edit = Edit(
    "SUB005",
    severity=Severity.ERROR,
    box="24A",
    element="2010BA NM109",
    fix="Run a new 270; bill the payer that is active; else self-pay.",
    prevents=(
        "CARC 26",
        "CARC 27",
        "277CA A7/88/QC",
    ),
    source="CARC 26/27; 271 EB01",
    needs="coverage",
)


@edit.check
def coverage_not_in_force(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage, whole = given.coverage, claim.institutional
    first = (whole.statement_from if whole else None) or claim.service_from
    last = first if whole and whole.type_of_bill.lstrip("0").startswith(_INPATIENT) else claim.service_to
    if first is None or last is None:
        return
    begins, ends = coverage.active_from or date.min, coverage.active_to or date.max
    if first < begins or last > ends:
        said = f"active {coverage.active_from or 'before'} to {coverage.active_to or 'now'}"
        payer = claim.payer.name or "the payer"
        yield edit.finding(on_claim(claim, "service_from"), f"coverage with {payer} is not active on {first} ({said})")
