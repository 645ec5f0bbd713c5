"""Medicare number not in MBI format.

**Why it matters**: Medicare takes only its own eleven-character number since 2020; the older one and a plan's ID are
refused.
**Rejected**: ``123456789A``, the number of before 2020.
**Clean**: ``1EG4TE5MK73``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim
from cleanclaim.core.identifiers import is_mbi

edit = Edit(
    "SUB002",
    severity=Severity.ERROR,
    box="1a",
    element="2010BA NM109",
    fix=(
        "Ask for the red-white-blue card or use the MAC MBI look-up; an HICN or Medicare Advantage ID is not accepted."
    ),
    prevents=(
        "277CA A7/164/IL",
        "CARC 16 + N382",
    ),
    source="CMS MBI format; transition ended 2019-12-31",
    since=date(2020, 1, 1),
    when=When(filing=MEDICARE),
)


@edit.check
def medicare_number_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    number = claim.subscriber.member_id
    if not number.strip() or is_mbi(number):
        return
    place = on_claim(claim, "subscriber.member_id", "subscriber")
    plain = digits(number).upper()
    fix = Fix("Remove dashes and blanks", place.path, plain, safe=True) if is_mbi(plain) else None
    yield edit.finding(place, f"{number} is not a Medicare number", autofix=fix)
