"""Assistant therapist modifier missing or wrong.

**Why it matters**: therapy that an assistant gave in more than a tenth is paid at 85 percent; not saying so is an
overpayment.
**Rejected**: GP without CQ when a PTA gave it.
**Clean**: CQ with GP; CO with GO.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_ASSISTANTS = {"GP": "CQ", "GO": "CO"}

edit = Edit(
    "MOD029",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add CQ with GP, CO with GO.",
    prevents=(
        "CARC 4",
        "overpayment 15%",
    ),
    source="42 CFR 410.59/410.60; Pub 100-04 ch.5 §20.1",
    since=date(2020, 1, 1),
    when=When(filing=MEDICARE, modifiers=frozenset(_ASSISTANTS)),
)


@edit.check
def therapy_assistant_not_told(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        wanted = next((_ASSISTANTS[each] for each in line.modifiers if each in _ASSISTANTS), "")
        if not wanted:
            continue
        other = "CO" if wanted == "CQ" else "CQ"
        place = on_line(claim, index, "modifiers")
        if other in line.modifiers:
            yield edit.finding(place, f"{other} does not go here; {wanted} is the assistant's")
        elif wanted not in line.modifiers and given.visit.treated_by in ("PTA", "OTA"):
            yield edit.finding(place, f"part was done by a therapy assistant; {wanted} is missing")
