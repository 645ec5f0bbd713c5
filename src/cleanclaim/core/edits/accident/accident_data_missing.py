"""Work or auto claim without accident data.

**Why it matters**: an injury's payer pays for one accident, on one day, in one state.
**Rejected**: a car accident with no state; a workers' compensation claim with no accident.
**Clean**: kind, day and, for a car, the state.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_ASKING = frozenset({"WC", "AM"})


edit = Edit(
    "WC002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="10",
    element="2300 CLM11, DTP*439",
    fix="Complete from intake.",
    prevents=(
        "277CA A6/727",
        "277CA A6/750",
    ),
    source="TR3 CLM11, DTP 439",
    when=When(has=("accident",)) | When(filing=_ASKING),
)


@edit.check
def accident_data_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    accident, place = claim.accident, on_claim(claim, "accident", "accident")
    if accident is None:
        if claim.filing_code in _ASKING:
            yield edit.finding(place, "the accident is missing")
        return
    if (accident.employment or accident.auto) and accident.on is None:
        yield edit.finding(place, "the day of the accident is missing")
    if accident.auto and not accident.state:
        yield edit.finding(place, "the state of the car accident is missing")
