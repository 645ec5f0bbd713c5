"""Diagnosis does not fit patient sex on file.

**Why it matters**: payers that still judge by sex deny organs they do not expect, also those of transgender patients.
**Rejected**: ``N40.1`` (prostate) for a patient on file as F.
**Clean**: on file as M; or KX on the line (837P), condition code 45 (837I).

Medicare no longer judges diagnoses by sex. KX also attests other things, so it is never added by itself.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX010",
    severity=Severity.WARNING,
    box="21, 3",
    element="2300 HI; 2010BA DMG03",
    fix=(
        "Check registration; for a transgender or intersex patient use KX (837P) or condition code "
        "45 (837I) where the payer honors them."
    ),
    prevents=(
        "CARC 10",
        "277CA A7/86",
    ),
    source="Pub 100-04 ch.32 §240 (condition code 45/KX)",
    when=When(diagnosis_on=lambda codesets, code, on: codesets.small.limits(code)),
)


@edit.check
def dx_not_of_sex(claim: Claim, given: Given) -> Iterator[Finding]:
    sex = claim.person.sex
    if sex not in ("F", "M") or is_medicare(claim) or _is_lifted(claim):
        return
    for index, code in enumerate(claim.diagnoses):
        limits = given.codesets.small.limits(code)
        if limits and limits.sex and limits.sex != sex:
            yield edit.finding(on_diagnosis(claim, index), f"{code} does not fit the sex on file ({sex})")


def _is_lifted(claim: Claim) -> bool:
    whole = claim.institutional
    return "45" in (whole.condition_codes if whole else ()) or any("KX" in line.modifiers for line in claim.lines)
