"""Device procedure without the device.

**Why it matters**: the price of these procedures is mostly the device; a bill without one is sent back.
**Rejected**: ``33249`` alone.
**Clean**: ``33249`` with ``C1721``; a procedure that was stopped (73).
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_opps
from cleanclaim.core.edits.where import on_line

_STOPPED = frozenset({"73", "74", "52"})

edit = Edit(
    "UB031",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Add the device from the implant log.",
    prevents=("RTP (I/OCE edit 92)",),
    source="I/OCE edit 92",
    since=date(2021, 4, 1),
)


@edit.check
def device_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_opps(claim):
        return
    table = given.codesets.opps
    for index, line in enumerate(claim.lines):
        if not table.flagged(line.procedure, "device") or _STOPPED & set(line.modifiers):
            continue
        day = line.service_from
        if not any(_is_device(other.procedure) and other.service_from == day for other in claim.lines):
            yield edit.finding(on_line(claim, index, "procedure"), f"{line.procedure} needs the code of its device")


def _is_device(code: str) -> bool:
    """Devices have codes of their own: C1052 to C2631, and implants L8600 to L8699."""
    if len(code) != 5 or not is_digits(code[1:], 4):
        return False
    number = int(code[1:])
    return (code[0] == "C" and 1052 <= number <= 2631) or (code[0] == "L" and 8600 <= number <= 8699)
