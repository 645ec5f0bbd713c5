"""GA, GX, GY, GZ combined wrongly.

**Why it matters**: each of the four says something else about who knew that Medicare would not pay.
**Rejected**: ``GA, GZ``; ``GX, GA``.
**Clean**: ``GX, GY``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_CONTRADICT = (("GA", "GZ"), ("GX", "GA"), ("GX", "GZ"), ("GX", "KX"), ("GY", "GZ"), ("GY", "GA"))

edit = Edit(
    "MOD024",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix=(
        "GA = required notice signed; GZ = expected denial without notice; GY = excluded by law; "
        "GX = voluntary notice (with GY)."
    ),
    prevents=(
        "CARC 4",
        "CARC 182",
    ),
    source="Pub 100-04 ch.30; GX/GY rules",
    since=date(2010, 4, 5),
    when=When(modifiers=frozenset({"GX", "GY", "GZ"})),
)


@edit.check
def notices_contradict(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        for one, other in _CONTRADICT:
            if one in line.modifiers and other in line.modifiers:
                yield edit.finding(on_line(claim, index, "modifiers"), f"{one} and {other} contradict each other")
