"""Revenue code and procedure do not match.

**Why it matters**: the department and the procedure tell different stories, and the payer prices by one of them.
**Rejected**: a brain scan (``70551``) under the laboratory (``0300``); a blood test under imaging; observation hours
under another code.
**Clean**: ``70551`` under ``0611``.

There is no national crosswalk. Only pairs that hardly any department has are named: laboratory, imaging and visits
under each other's codes or a drug's, and hours of observation outside 0762.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line

_OBSERVATION = frozenset({"G0378", "G0379"})
_NOT_BESIDE = {
    "laboratory": ("imaging", "drug", "therapy", "room"),
    "imaging": ("laboratory", "drug", "therapy", "room"),
    "visit": ("laboratory", "imaging", "drug", "room"),
    "": (),
}

edit = Edit(
    "UB009",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="42, 44",
    element="2400 SV201, SV202-2",
    fix="Correct the chargemaster pair.",
    prevents=(
        "CARC 199",
        "CARC 282",
    ),
    source="IOCE; NUBC",
)


@edit.check
def procedure_not_of_revenue_code(claim: Claim, given: Given) -> Iterator[Finding]:
    codes = given.codesets.revenue_codes
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if not line.revenue_code:
            continue
        flags = codes.flags(line.revenue_code)
        if flags and not flags.isdisjoint(_NOT_BESIDE[_family(code)]):
            place = on_line(claim, index, "revenue_code")
            yield edit.finding(place, f"{code} does not belong to revenue code {line.revenue_code}")
        elif code in _OBSERVATION and line.revenue_code != "0762":
            yield edit.finding(on_line(claim, index, "revenue_code"), f"{code} belongs to revenue code 0762")


def _family(code: str) -> str:
    """Laboratory, imaging, visit, or none that departments are told apart by."""
    if number_between(code, 80047, 87999):
        return "laboratory"
    if number_between(code, 70010, 76499):
        return "imaging"
    return "visit" if is_visit(code) else ""
