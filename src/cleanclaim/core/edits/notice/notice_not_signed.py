"""GA without a signed notice.

**Why it matters**: GA lets the practice bill the patient; without a notice signed before the service that is not
allowed.
**Rejected**: ``GA`` with no notice on file, with one signed afterward, or with option 2.
**Clean**: a notice signed on or before the day, option 1.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.records import Notice
from cleanclaim.core.edits.when import When
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
    when=When(modifiers=frozenset({"GA"})),
    needs="notices",
)


@edit.check
def notice_not_signed(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "GA" in line.modifiers and line.service_from:
            mine = [notice for notice in given.notices if notice.procedure in ("", line.procedure)]
            fault = _fault(mine, line.service_from)
            if fault:
                message = f"GA on {line.procedure}, and {fault}"
                yield edit.finding(on_line(claim, index, "modifiers"), message)


def _fault(notices: Sequence[Notice], on: date) -> str:
    """Why the notices do not do; empty when one does."""
    signed = [notice for notice in notices if notice.signed_on]
    in_time = [notice for notice in signed if notice.signed_on and notice.signed_on <= on]
    if not signed:
        return "no signed notice is on file"
    if not in_time:
        return f"the notice was signed after {on}"
    return "" if any(notice.option == 1 for notice in in_time) else "the patient did not choose option 1"
