"""Routine foot care without class findings.

**Why it matters**: Medicare pays routine foot care only for patients whom it would endanger otherwise; the findings
say that it would.
**Rejected**: ``11721`` without Q7, Q8 or Q9; for a diabetic without the day the treating physician last saw the
patient.
**Clean**: ``11721-Q8`` with that day within six months; infected nails (``B35.1``).
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, said, sent

_FOOT_CARE = frozenset({"11055", "11056", "11057", "11719", "11720", "11721", "G0127"})
_NAILS = frozenset({"11720", "11721"})
_FINDINGS = frozenset({"Q7", "Q8", "Q9"})
_DIABETES = ("E08", "E09", "E10", "E11", "E13")
_HALF_YEAR = 183

edit = Edit(
    "MCR008",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D, 19",
    element="2400 SV101-3, 2300 DTP*304",
    fix="Take class findings and last visit date from the note.",
    prevents=(
        "CARC 96 + N130",
        "CARC 50 + N115",
        "CARC 16",
    ),
    source="Pub 100-02 ch.15 §290; Pub 100-04 ch.32 §80",
    when=When(filing=MEDICARE, procedures=_FOOT_CARE),
)


@edit.check
def foot_care_without_findings(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if code not in _FOOT_CARE:
            continue
        pointed = pointed_codes(claim, line)
        if not _FINDINGS & set(line.modifiers):
            if not (code in _NAILS and any(diagnosis.startswith("B35.1") for diagnosis in pointed)):
                yield edit.finding(on_line(claim, index, "modifiers"), f"{code} has no class findings (Q7, Q8 or Q9)")
        elif any(diagnosis.startswith(_DIABETES) for diagnosis in pointed) and not _was_seen(claim, line):
            message = (
                f"{code} for a diabetic needs the day of the last visit to the treating physician, within six months"
            )
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _was_seen(claim: Claim, line: ServiceLine) -> bool:
    """Whether a day last seen is sent that lies within half a year."""
    rows = sent(line.also, "DTP", "304") or sent(claim.also, "DTP", "304")
    text = said(rows, 3)
    try:
        seen = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return line.service_from is not None and 0 <= (line.service_from - seen).days <= _HALF_YEAR
