"""Relationship says self but subscriber differs.

**Why it matters**: the payer reads the patient as the policy holder and finds the wrong member, or none.
**Rejected**: relationship ``18`` (self) with a patient of another name.
**Clean**: relationship ``19`` (child) with that patient, or ``18`` with no separate patient.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "SUB003",
    severity=Severity.ERROR,
    box="6",
    element="2000B SBR02",
    fix="Set the right relationship (spouse 01, child 19, other G8) or correct the insured.",
    prevents=(
        "277CA A8/156",
        "277CA A7/31",
        "CARC 31",
    ),
    source="TR3 2000B SBR02, 2000C",
    when=When(has=("patient",)),
)


@edit.check
def self_is_someone_else(claim: Claim, given: Given) -> Iterator[Finding]:
    patient, subscriber = claim.patient, claim.subscriber
    if claim.relationship != "18" or patient is None:
        return
    place = on_claim(claim, "relationship", "subscriber")
    names = (subscriber.last_name, subscriber.first_name, subscriber.birth_date)
    if (patient.last_name, patient.first_name, patient.birth_date) != names:
        insured = f"{subscriber.first_name} {subscriber.last_name}"
        yield edit.finding(place, f"relationship is self, but the insured is {insured}")
    else:
        yield edit.finding(place, "relationship is self, but the patient is sent as a dependent too")
