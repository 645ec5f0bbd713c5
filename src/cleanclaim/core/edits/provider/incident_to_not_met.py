"""Incident-to conditions not met.

**Why it matters**: care billed under the physician who did not give it is paid in full only within strict limits, and
is taken back outside them.
**Rejected**: a new problem; a hospital place (21); a physician who was not at hand; a new patient.
**Clean**: a known problem in the office, with the physician at hand.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_FOLLOW = frozenset({"MB", "MA", "16"})  # Medicare and its plans
_HOSPITALS = frozenset({"19", "21", "22", "23", "31"})

edit = Edit(
    "PRV021",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24J",
    element="2310B",
    fix="Bill under the NP/PA own NPI (85% of the fee schedule).",
    prevents=(
        "CARC 16 + N290",
        "CARC 170",
        "post-payment recoupment",
    ),
    source="42 CFR 410.26; Pub 100-02 ch.15 §60",
    when=When(filing=_FOLLOW, facts=("circumstances.is_incident_to",)),
)


@edit.check
def incident_to_not_met(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.filing_code not in _FOLLOW or not given.circumstances.is_incident_to:
        return
    known = given.circumstances
    for index, line in enumerate(claim.lines):
        place = line.place_of_service or claim.place_of_service
        new = given.codesets.procedures.flagged(line.procedure, "new")
        reason = (
            f"place {place} is a hospital's or a nursing facility's"
            if place in _HOSPITALS
            else "the problem is new"
            if known.has_new_problem
            else "the patient is new"
            if new
            else ""
            if known.has_supervision
            else "no physician was at hand"
        )
        if reason:
            message = f"{line.procedure} cannot be billed as incident to the physician: {reason}"
            yield edit.finding(on_line(claim, index, "rendering"), message)
