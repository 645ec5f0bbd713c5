"""MSP reason code missing or not fitting.

**Why it matters**: Medicare pays second only for a stated reason, and the reason must fit the patient.
**Rejected**: reason ``43`` (disabled under 65) at 70.
**Clean**: reason ``12`` (working, 65 or over) at 70.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import patient_age
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_REASONS = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47"})

edit = Edit(
    "COB006",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    element="2000B SBR05",
    fix="12 working 65+, 43 disabled under 65, 13 kidney first 30 months, 14/15/47 accident.",
    prevents=(
        "277CA A6/578",
        "277CA A8/578",
        "CARC 22",
    ),
    source="TR3 005010X222A1 SBR05; MSP Manual Pub 100-05",
    when=When(filing=MEDICARE, terms=lambda claim: claim.sequence != "P"),
)


@edit.check
def medicare_second_reason(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.sequence == "P":
        return
    reason, age = claim.insurance_type, patient_age(claim)
    place = on_claim(claim, "insurance_type", "payer")
    if reason not in _REASONS:
        yield edit.finding(place, f"Medicare second needs a reason; it is {reason or 'blank'}")
    elif age is not None and ((reason == "12" and age < 65) or (reason == "43" and age >= 65)):
        yield edit.finding(place, f"Medicare second for reason {reason} does not fit age {age}")
