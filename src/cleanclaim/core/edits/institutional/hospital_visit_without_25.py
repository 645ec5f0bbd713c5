"""Hospital visit with a procedure the same day, no 25.

**Why it matters**: the price of a procedure holds the visit of its day; only separate work is paid, and 25 says that
there was some.
**Rejected**: ``99283`` with a repair (status T) and no 25.
**Clean**: ``99283-25``, when the record shows separate work.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_opps, opps_statuses
from cleanclaim.core.edits.where import on_line

_VISITS = frozenset({"V", "J2"})
_PROCEDURES = frozenset({"S", "T"})

edit = Edit(
    "UB030",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-3",
    fix="Add 25 only if the record shows separate work.",
    prevents=("RTP (I/OCE edit 21)",),
    source="I/OCE edit 21",
)


@edit.check
def hospital_visit_without_25(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_opps(claim):
        return
    statuses, missing = opps_statuses(claim, given)
    found = False
    for index, status in statuses.items():
        line = claim.lines[index]
        if status not in _VISITS or "25" in line.modifiers:
            continue
        other = next((claim.lines[at] for at, kind in statuses.items() if _is_procedure(claim, index, at, kind)), None)
        if other:
            found = True
            message = f"visit {line.procedure} on the day of {other.procedure} has no 25"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
    if missing and not found and any(is_visit(line.procedure) for line in claim.lines):
        raise missing


def _is_procedure(claim: Claim, visit: int, at: int, status: str) -> bool:
    return status in _PROCEDURES and claim.lines[at].service_from == claim.lines[visit].service_from
