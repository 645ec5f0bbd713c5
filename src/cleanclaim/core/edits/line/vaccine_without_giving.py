"""Vaccine without administration, or the reverse.

**Why it matters**: half of the work is given away, or half of it was not done.
**Rejected**: a flu vaccine with no code for giving it; the reverse.
**Clean**: ``90656`` with ``G0008`` to Medicare.

Whether one of both is there is judged, not their count, which depends on the parts of each vaccine and on the payer.
A vaccine supplied by the state may stand alone.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_GIVING = frozenset(
    {
        "90460",
        "90461",
        "90471",
        "90472",
        "90473",
        "90474",
        "90480",
        "96380",
        "96381",
        "G0008",
        "G0009",
        "G0010",
    }
)


def _is_vaccine(code: str) -> bool:
    return any(number_between(code, *span) for span in ((90476, 90759), (91300, 91399), (90380, 90382)))


edit = Edit(
    "LIN012",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Add the missing half.",
    prevents=(
        "CARC 107",
        "CARC B15",
    ),
    source="Pub 100-04 ch.18 §10; Medicaid VFC rules",
    when=When(procedures=lambda code: code in _GIVING or _is_vaccine(code)),
)


@edit.check
def vaccine_without_giving(claim: Claim, given: Given) -> Iterator[Finding]:
    vaccines = [index for index, line in enumerate(claim.lines) if _is_vaccine(line.procedure)]
    giving = [index for index, line in enumerate(claim.lines) if line.procedure in _GIVING]
    if vaccines and not giving:
        yield edit.finding(on_line(claim, vaccines[0], "procedure"), "a vaccine, but no line for giving it")
    if giving and not vaccines:
        yield edit.finding(on_line(claim, giving[0], "procedure"), "a vaccine was given, but no line names it")
