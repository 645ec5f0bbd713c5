"""Hospital-owned office in the three days before admission.

**Why it matters**: tests, and related care, in the three days before a stay are in the hospital's price; PD says so.
**Rejected**: an office of the hospital, two days before the admission, without PD.
**Clean**: PD; four days before.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WINDOW = 3

edit = Edit(
    "MCR004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add PD to diagnostic and related services.",
    prevents=(
        "CARC 60",
        "recoupment",
    ),
    source="SSA 1886(a)(4); Pub 100-04 ch.12 §90.7",
    since=date(2012, 1, 1),
    when=When(filing=frozenset({"MB"}), facts=("site.is_hospital_owned",)),
)


@edit.check
def before_admission_not_said(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.filing_code != "MB" or not given.site.is_hospital_owned:
        return
    admitted = given.coverage.inpatient_from
    if admitted is None:
        return
    for index, line in enumerate(claim.lines):
        on = line.service_from
        if on and 0 <= (admitted - on).days <= _WINDOW and "PD" not in line.modifiers:
            message = f"{line.procedure} in a hospital's office {(admitted - on).days} days before admission has no PD"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
