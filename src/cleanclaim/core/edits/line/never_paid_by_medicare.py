"""Code that Medicare never pays as a service line.

**Why it matters**: the fee schedule marks codes that Medicare does not take or never covers; the line cannot be paid.
**Rejected**: ``99244``, a consultation, to Medicare.
**Clean**: ``99203``; ``80053`` and ``J1885``, which are paid by other schedules.

Status I is not taken, N not covered unless GY or GZ says that this is known. Bundled codes (B, P) with a charge are
told as information; 99024 never. Marks for codes that other schedules pay (E, X) and all others are not found. What
the schedule has no row for is not checked.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_NOT_ASKED = frozenset({"", "99024"})  # follow-up after surgery is sent for the record
_KNOWN = frozenset({"GY", "GZ", "GX"})

edit = Edit(
    "LIN004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use the payer code (for example G code) or write off per policy.",
    prevents=(
        "CARC 96 + N130",
        "CARC 16 + M51",
    ),
    source="Medicare Physician Fee Schedule status indicators",
    when=When(filing=frozenset({"MB"})),
)


@edit.check
def never_paid_by_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line, row in indicated(claim, given, lambda line: line.procedure not in _NOT_ASKED):
        if row.status == "I" or (row.status == "N" and _KNOWN.isdisjoint(line.modifiers)):
            message = f"{line.procedure} has status {row.status} at Medicare and is never paid"
            yield edit.finding(on_line(claim, index, "procedure"), message)
        elif row.status in ("B", "P") and line.charge:
            message = f"{line.procedure} is bundled into other services and not paid by itself"
            yield edit.finding(on_line(claim, index, "procedure"), message, severity=Severity.INFO)
