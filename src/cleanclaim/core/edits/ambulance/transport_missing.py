"""Ambulance transport information missing.

**Why it matters**: the payer pays a trip for a reason, by the mile.
**Rejected**: ``A0429`` with no CR1, without the reason or without the miles.
**Clean**: reason A to E, and the miles.

Whether conditions (CRC) or the purpose of a stretcher (CR110) apply is not to be seen from the claim.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.ambulance.trips import is_trip
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

_REASONS = frozenset("ABCDE")

edit = Edit(
    "AMB002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    element="2300/2400 CR1",
    fix="Take reason and miles from the run sheet.",
    prevents=(
        "277CA A6/337",
        "277CA A6/267",
    ),
    source="TR3 005010X222A1 CR1, CRC 07; Pub 100-04 ch.15",
    when=When(procedures=is_trip),
)


@edit.check
def transport_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not any(is_trip(line.procedure) for line in claim.lines):
        return
    whole = sent(claim.also, "CR1")
    for index, line in enumerate(claim.lines):
        if not is_trip(line.procedure):
            continue
        rows = sent(line.also, "CR1") or whole
        reason, unit, miles = (str(part) for part in (*rows[0], *[""] * 7)[4:7]) if rows else ("", "", "")
        lacks = [
            word
            for word, good in (
                ("the reason (CR104)", reason in _REASONS),
                ("the miles (CR106)", unit == "DH" and quantity(miles) is not None),
            )
            if not good
        ]
        if lacks:
            message = f"{line.procedure} lacks {' and '.join(lacks)} of the transport"
            yield edit.finding(on_line(claim, index, "procedure"), message)
            return
