"""Visit complexity add-on G2211 misused.

**Why it matters**: the add-on is for lasting care in a plain visit; with a visit that carries 25 it is denied, but
for preventive care since 2025.
**Rejected**: ``99213-25`` with ``G2211`` and a joint injection; ``G2211`` with no visit.
**Clean**: ``99213`` with ``G2211``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_PREVENTIVE_25 = frozenset(
    {
        "G0402",
        "G0438",
        "G0439",
        "G0101",
        "Q0091",
        "G0442",
        "G0444",
        "G0447",
        "G0008",
        "G0009",
        "G0010",
        "90460",
        "90461",
        "90471",
        "90472",
        "90473",
        "90474",
        "90480",
    }
)

edit = Edit(
    "LIN030",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Remove G2211.",
    prevents=(
        "CARC 97 + N20",
        "CARC 234",
    ),
    source="42 CFR 414; CMS MLN on G2211",
    since=date(2024, 1, 1),
    when=When(procedures=frozenset({"G2211"})),
)


@edit.check
def complexity_add_on_misused(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "G2211"):
        same_day = [other for other in claim.lines if other.service_from == line.service_from]
        visits = [other for other in same_day if _is_base(other)]
        excused = _since(line, date(2025, 1, 1)) and any(other.procedure in _PREVENTIVE_25 for other in same_day)
        place = on_line(claim, index, "procedure")
        if not visits:
            yield edit.finding(place, "G2211 stands without a visit of that day")
        elif all("25" in visit.modifiers for visit in visits) and not excused:
            yield edit.finding(place, "G2211 cannot go with a visit that carries 25 here")


def _is_base(line: ServiceLine) -> bool:
    code = line.procedure
    office = number_between(code, 99202, 99205) or number_between(code, 99211, 99215)
    return office or (number_between(code, 99341, 99350) and _since(line, date(2026, 1, 1)))


def _since(line: ServiceLine, day: date) -> bool:
    return line.service_from is not None and line.service_from >= day
