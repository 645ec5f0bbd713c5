"""Name differs from the payer record.

**Why it matters**: payers look members up by number, name and birth date together; a pet name finds nobody.
**Rejected**: BETH on the claim, ELIZABETH in the payer's answer.
**Clean**: the spelling of the payer. Case, points, hyphens and blanks do not count, nor does a suffix.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_person

_SUFFIXES = (" JR", " SR", " II", " III", " IV")

edit = Edit(
    "SUB007",
    severity=Severity.WARNING,
    box="2",
    element="2010BA NM103, NM104",
    fix="Use the payer spelling on the claim; ask the patient to update the plan.",
    prevents=(
        "277CA A7/31",
        "CARC 31",
        "CARC 140",
    ),
    source="270/271 TR3 005010X279A1 2100C NM1",
    when=When(facts=("coverage.last_name", "coverage.first_name", "coverage.birth_date")),
    needs="coverage",
)


@edit.check
def name_not_of_payer(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage, person = given.coverage, claim.person
    theirs = {"last_name": coverage.last_name, "first_name": coverage.first_name}
    for field, name in theirs.items():
        ours = getattr(person, field)
        if name and _plain(name) != _plain(ours):
            place = on_person(claim, field)
            fix = Fix("Use the payer's spelling", place.path, name)
            message = f"the payer knows this member as {name}; the claim says {ours or 'nothing'}"
            yield edit.finding(place, message, autofix=fix)
    if coverage.birth_date and person.birth_date and coverage.birth_date != person.birth_date:
        message = f"the payer has the birth date {coverage.birth_date}; the claim says {person.birth_date}"
        yield edit.finding(on_person(claim, "birth_date"), message)


def _plain(name: str) -> str:
    """Letters and digits only, without a suffix."""
    name = name.upper().replace(".", "").strip()
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return "".join(letter for letter in name if letter.isalnum())
