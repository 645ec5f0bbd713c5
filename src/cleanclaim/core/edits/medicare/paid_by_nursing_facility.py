"""Service that the nursing facility pays for.

**Why it matters**: during a covered stay Medicare pays the facility for tests, therapy and supplies, and denies them
to anybody else.
**Rejected**: ``71046`` or ``80053`` during the stay.
**Clean**: ``71046-26``, the reading; a visit.

26 stands only on codes that have a professional part: a visit to a patient of the facility needs none.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.medicare.stays import is_within
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_BUNDLED = frozenset({"laboratory", "imaging", "diagnostic", "therapy", "supply"})

edit = Edit(
    "MCR002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Bill the SNF; Medicare only for the professional part.",
    prevents=(
        "CARC 190 + N106",
        "CARC 109 + N538",
    ),
    source="Pub 100-04 ch.6; SNF CB files",
    when=When(filing=frozenset({"MB"}), facts=("coverage.skilled_nursing_from",)),
    needs="coverage",
)


@edit.check
def paid_by_nursing_facility(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage = given.coverage
    if coverage.skilled_nursing_from is None:
        return
    missing = ""
    for index, line in enumerate(claim.lines):
        on, code = line.service_from, line.procedure
        if (
            on is None
            or not is_within(on, coverage.skilled_nursing_from, coverage.skilled_nursing_to)
            or is_visit(code)
        ):
            continue
        known = given.codesets.procedures.at(code, on=on)
        if known is None:
            missing = code
        elif "26" in line.modifiers and "splits" in known.flags:
            continue
        elif known.category in _BUNDLED or code in given.codesets.small.therapy:
            message = f"{code} during a covered stay is paid by the nursing facility"
            yield edit.finding(on_line(claim, index, "procedure"), message)
    if missing:
        raise CodeSetMissing(f"what the nursing facility pays of {missing} is not loaded")
