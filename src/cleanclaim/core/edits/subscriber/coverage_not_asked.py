"""Eligibility not verified recently.

**Why it matters**: policies end unnoticed; asking costs seconds, a denial costs a month.
**Rejected**: a visit in March, and the payer was last asked in November.
**Clean**: asked the day before; Medicaid: asked in the month of the visit.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

_DAYS = 30

edit = Edit(
    "SUB006",
    severity=Severity.WARNING,
    box="1a",
    element="2010BA NM109",
    fix="Run a 270 now.",
    prevents=(
        "CARC 27",
        "CARC 31",
        "CARC 177",
    ),
    source="CAQH CORE practice",
    needs="coverage",
)


@edit.check
def coverage_not_asked(claim: Claim, given: Given) -> Iterator[Finding]:
    asked, on = given.coverage.verified_on, claim.service_from
    if on is None:
        return
    if asked is None:
        fresh = False
    elif claim.filing_code == "MC":
        fresh = asked >= on.replace(day=1)
    else:
        fresh = (on - asked).days <= _DAYS
    if not fresh:
        said = f"the last answer is of {asked}" if asked else "nobody asked yet"
        yield edit.finding(on_claim(claim, "subscriber", "coverage"), f"no eligibility check for {on}: {said}")
