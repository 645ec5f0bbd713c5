"""Date of birth missing, invalid or in the future.

**Why it matters**: the date of birth is half of how a payer finds the member.
**Rejected**: no date of birth, one after today, or an age above 125 years on the day of service.
**Clean**: a date of birth at or before the day of service.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import age_on
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_person

edit = Edit(
    "PAT003",
    severity=Severity.ERROR,
    box="3",
    element="2010BA/2010CA DMG02",
    fix="Correct the birth date from an ID or the 271.",
    prevents=(
        "277CA A7/158/QC",
        "277CA A7/510",
    ),
    source="TR3 2010BA/2010CA DMG",
)


@edit.check
def birth_date_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    person = claim.person
    if person.is_organization:
        return
    if person.birth_date is None:
        yield edit.finding(on_person(claim, "birth_date"), "date of birth is missing")
    elif person.birth_date > given.as_of:
        place = on_person(claim, "birth_date")
        yield edit.finding(place, f"date of birth {person.birth_date} is in the future")
    elif (age := age_on(person.birth_date, claim.service_from or given.as_of)) is not None and age > 125:
        place = on_person(claim, "birth_date")
        yield edit.finding(place, f"date of birth {person.birth_date} makes the patient {age} years old")
