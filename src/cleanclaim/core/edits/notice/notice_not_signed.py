"""GA without a signed notice.

**Why it matters**: GA lets the practice bill the patient; without a notice signed before the service that is not
allowed.
**Rejected**: ``GA`` with no notice on file, with one signed afterward, or with option 2.
**Clean**: a notice signed on or before the day, option 1.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "ABN001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Find the signed form; if there is none use GZ (patient owes nothing).",
    prevents=(
        "CARC 116",
        "CARC 50 CO instead of PR",
    ),
    source="Pub 100-04 ch.30 §50",
)


@edit.check
def notice_not_signed(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "GA" not in line.modifiers:
            continue
        on = line.service_from
        mine = [notice for notice in given.notices if notice.procedure in ("", line.procedure)]
        place = on_line(claim, index, "modifiers")
        if not any(notice.signed_on and on and notice.signed_on <= on for notice in mine):
            said = f"was signed after {on}" if any(notice.signed_on for notice in mine) else "is on file"
            none = "the notice" if any(notice.signed_on for notice in mine) else "no signed notice"
            yield edit.finding(place, f"GA on {line.procedure}, and {none} {said}")
        elif not any(notice.option == 1 for notice in mine):
            yield edit.finding(place, f"GA on {line.procedure}, and the patient did not choose option 1")
