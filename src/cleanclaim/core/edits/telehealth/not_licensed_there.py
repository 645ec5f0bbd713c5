"""Clinician not licensed where the patient was.

**Why it matters**: a visit takes place where the patient is; without a license of that state it is unlawful and
unpaid.
**Rejected**: the patient was in NM, the clinician is licensed in TX.
**Clean**: a license or a compact for NM.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.telehealth.places import FROM_AFAR
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "TEL004",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="31",
    element="2310B NM103",
    fix="Check license or compact before sending.",
    prevents=(
        "CARC 185",
        "recoupment",
    ),
    source="state law",
    when=When(places=FROM_AFAR),
)


@edit.check
def not_licensed_there(claim: Claim, given: Given) -> Iterator[Finding]:
    visit = given.visit_with("licensed_in")
    state = visit.patient_state or claim.person.address.state
    if visit.licensed_in is None:
        raise CodeSetMissing("The list of the clinician's licenses is not at hand")
    if state and state not in visit.licensed_in:
        clinician = claim.rendering or claim.billing
        message = f"the patient was in {state}; no license of {clinician.name} for that state"
        yield edit.finding(on_claim(claim, "rendering", "rendering provider"), message)
