"""Two anesthesia codes for one session.

**Why it matters**: one session is paid by its highest base and all its time; a second base code is denied.
**Rejected**: ``00140`` and ``00790`` on one day.
**Clean**: ``00790`` with the time of both; add-ons 01953, 01968 and 01969 beside their base.

A second session of the day says so with 59, XE or 78, 79.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import is_anesthesia
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_ADD_ONS = frozenset({"01953", "01968", "01969"})
_AGAIN = frozenset({"59", "XE", "78", "79", "76", "77"})
_DIRECTED, _DIRECTING = frozenset({"QX"}), frozenset({"QK", "QY", "AD"})

edit = Edit(
    "ANE004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Keep the code with the highest base; add all the time to it.",
    prevents=("CARC 97",),
    source="NCCI ch.2",
    when=When(procedures=is_anesthesia),
)


@edit.check
def two_base_codes(claim: Claim, given: Given) -> Iterator[Finding]:
    first: dict[tuple[date | None, str], int] = {}
    for index, line in enumerate(claim.lines):
        if not is_anesthesia(line.procedure) or line.procedure in _ADD_ONS or not _AGAIN.isdisjoint(line.modifiers):
            continue
        clinician = line.rendering or claim.rendering or claim.billing
        other = first.setdefault((line.service_from, clinician.npi), index)
        if other != index and not _is_pair(claim.lines[other], line):
            earlier = claim.lines[other]
            message = f"{line.procedure} is a second base code beside {earlier.procedure} of line {earlier.number}"
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _is_pair(line: ServiceLine, other: ServiceLine) -> bool:
    """The same service by who directs and who is directed, on one claim."""
    roles = (line.modifiers, other.modifiers)
    one = any(not _DIRECTED.isdisjoint(each) for each in roles)
    both = any(not _DIRECTING.isdisjoint(each) for each in roles)
    return line.procedure == other.procedure and one and both
