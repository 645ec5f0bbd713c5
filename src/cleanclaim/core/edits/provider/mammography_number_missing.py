"""Mammography certification number missing.

**Why it matters**: only certified sites are paid for mammograms, and the number says which site it was.
**Rejected**: ``77067`` with no number.
**Clean**: ``77067`` with the six digits of the site; the reading alone (26).

The add-ons of tomosynthesis, 77063 and G0279, are mammograms as well and need the number too.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, said, sent

_MAMMOGRAMS = frozenset({"77065", "77066", "77067", "77063", "G0279"})

edit = Edit(
    "PRV023",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="32",
    element="2300/2400 REF*EW",
    fix="Add the number of the imaging site.",
    prevents=(
        "277CA A6/142",
        "CARC 16 + MA128",
    ),
    source="Pub 100-04 ch.18 §20; TR3 REF EW",
    when=When(procedures=_MAMMOGRAMS),
)


@edit.check
def mammography_number_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if line.procedure not in _MAMMOGRAMS or "26" in line.modifiers:
            continue
        rows = sent(line.also, "REF", "EW") or sent(claim.also, "REF", "EW")
        if not rows:
            yield edit.finding(
                on_line(claim, index, "procedure"), f"{line.procedure} needs the site's mammography number"
            )
        elif not is_digits(said(rows, 2), 6):
            yield edit.finding(on_line(claim, index, "procedure"), "the mammography number is not six digits")
