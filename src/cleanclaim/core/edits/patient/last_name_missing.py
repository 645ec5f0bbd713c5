"""Patient last name missing.

**Why it matters**: the payer finds a member by name, date of birth and ID; without a name nothing is looked up.
**Rejected**: a blank last name.
**Clean**: ``RIVERA``, spelled as on the card.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person

edit = Edit(
    "PAT001",
    severity=Severity.ERROR,
    box="2",
    element="2010BA/2010CA NM103",
    fix="Enter the name exactly as on the insurance card.",
    prevents=("277CA A6/504/QC",),
    source="TR3 005010X222A1/X223A2 2010BA, 2010CA NM1",
    when=When(person=lambda codesets, person: not person.last_name.strip()),
)


@edit.check
def last_name_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.person.last_name.strip():
        yield edit.finding(on_person(claim, "last_name"), "last name is blank")
