"""Newborn billed under the mother after the grace rule.

**Why it matters**: each payer says how long a newborn may go under the parent's number; after that it has to be
enrolled itself, and the claim is denied as of somebody not insured.
**Rejected**: a child of twelve days under its mother's number, at a payer that wants its own from the first day.
**Clean**: the same child where the mother's number holds for 30 days.

Judged where the patient stands under a subscriber and the payer's rule is known.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_LONGEST = 60  # days in which somebody may still take the child for a newborn

edit = Edit(
    "PAT010",
    severity=Severity.WARNING,
    box="1a",
    element="2010BA NM109",
    fix="Check the 271 for the baby; add the baby to the policy; resubmit with its own ID.",
    prevents=(
        "CARC 34",
        "CARC 128",
        "CARC 31",
    ),
    source="payer policy; CARC 34/128",
    when=When(has=("patient",)),
)


@edit.check
def newborn_under_parent(claim: Claim, given: Given) -> Iterator[Finding]:
    limit, child = given.payer.newborn_days, claim.patient
    if limit is None or child is None or child.birth_date is None or claim.service_from is None:
        return
    age = (claim.service_from - child.birth_date).days
    if limit < age <= _LONGEST or (limit == 0 and age == 0):
        payer = claim.payer.name or "the payer"
        message = f"the child is {age} days old and stands under its parent's number; {payer} wants it enrolled"
        yield edit.finding(on_claim(claim, "patient", "patient"), message)
