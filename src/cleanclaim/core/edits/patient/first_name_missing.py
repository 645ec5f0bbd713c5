"""Patient first name missing for a person.

**Why it matters**: the payer cannot tell members of one family apart.
**Rejected**: ``RIVERA`` with no first name.
**Clean**: ``RIVERA, ANA``; an employer as subscriber has none.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person

edit = Edit(
    "PAT002",
    severity=Severity.ERROR,
    box="2",
    element="2010BA/2010CA NM104",
    fix="Take the first name from the card or the 271 response.",
    prevents=("277CA A6/505/QC",),
    source="TR3 2010BA/2010CA NM104",
    when=When(person=lambda codesets, person: not person.first_name.strip()),
)


@edit.check
def first_name_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.person.is_organization and not claim.person.first_name.strip():
        yield edit.finding(on_person(claim, "first_name"), "first name is blank")
