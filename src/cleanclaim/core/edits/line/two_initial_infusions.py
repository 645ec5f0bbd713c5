"""Two initial infusion/injection services the same day.

**Why it matters**: one access has one first service, that of the main reason; a second first one is denied.
**Rejected**: ``96365`` and ``96374`` on one day.
**Clean**: ``96365`` with ``96375``; a second access with 59, XS or XU; a second visit of the day with XE.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_INITIAL = frozenset({"96360", "96365", "96369", "96374", "96409", "96413", "96416"})
_SEPARATE = frozenset({"59", "XS", "XU", "XE", "XP"})

edit = Edit(
    "LIN015",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix=("Keep the initial code for the main reason of the visit; recode the other as sequential or concurrent."),
    prevents=(
        "CARC 97 + M80",
        "CARC 236",
    ),
    source="NCCI Policy Manual ch.11; CPT hierarchy",
    when=When(procedures=_INITIAL),
)


@edit.check
def two_initial_infusions(claim: Claim, given: Given) -> Iterator[Finding]:
    first: dict[date | None, int] = {}
    for index, line in enumerate(claim.lines):
        if line.procedure not in _INITIAL or not _SEPARATE.isdisjoint(line.modifiers):
            continue
        other = first.setdefault(line.service_from, index)
        if other != index:
            earlier = claim.lines[other]
            message = f"{line.procedure} begins anew after {earlier.procedure} of line {earlier.number} on that day"
            yield edit.finding(on_line(claim, index, "procedure"), message)
