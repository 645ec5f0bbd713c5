"""Patient sex code not allowed.

**Why it matters**: the 837 carries F, M or U and nothing else.
**Rejected**: ``X``, or nothing.
**Clean**: ``U``; gender identity has its own field in registration.

The table maps a blank to U as well. A blank is a gap in registration, so here it is asked for, not filled.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person

_ALLOWED = ("F", "M", "U")


edit = Edit(
    "PAT006",
    severity=Severity.ERROR,
    box="3",
    element="2010BA/2010CA DMG03",
    fix=("Map the registration value to F, M or U as held by the payer; keep gender identity in its own field."),
    prevents=("277CA A7/157/QC",),
    source="TR3 DMG03",
    when=When(person=lambda codesets, person: person.sex not in _ALLOWED),
)


@edit.check
def sex_not_allowed(claim: Claim, given: Given) -> Iterator[Finding]:
    sex = claim.person.sex
    if sex in _ALLOWED or claim.person.is_organization:
        return
    place = on_person(claim, "sex")
    fix = Fix("Send U", place.path, "U") if sex.strip() else None
    yield edit.finding(place, f"sex {sex!r} is not F, M or U" if sex else "sex is missing", autofix=fix)
