"""Single-dose drug line without JW or JZ.

**Why it matters**: Medicare wants to know what was thrown away of every single-dose vial; without JW or JZ the claim
comes back unprocessed.
**Rejected**: ``J0897`` without either; with both on one line; JW without units.
**Clean**: ``J0897-JZ``; or a second line with JW and the wasted units.

Drugs whose containers our table knows to be single-dose; for the others nothing is said.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_JZ_BEGAN = date(2023, 7, 1)

edit = Edit(
    "MOD025",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="JZ when nothing was thrown away; else a second line with JW and wasted units.",
    prevents=(
        "returned as unprocessable (CARC 16 + MA130)",
        "CARC 4 + N822",
    ),
    source="SSA 1847A(h); Pub 100-04 ch.17 §40",
    since=date(2017, 1, 1),
    when=When(filing=MEDICARE, procedure_on=lambda codesets, code, on: code in codesets.small.drugs),
)


@edit.check
def waste_not_told(claim: Claim, given: Given) -> Iterator[Finding]:
    drugs = given.codesets.small.drugs
    wasted = {line.procedure for line in claim.lines if "JW" in line.modifiers}
    for index, line in enumerate(claim.lines):
        drug = drugs.get(line.procedure)
        if drug is None or not drug.is_single_dose:
            continue
        place, said = on_line(claim, index, "modifiers"), {"JW", "JZ"}.intersection(line.modifiers)
        if len(said) == 2:
            yield edit.finding(place, f"{line.procedure} says both that something was thrown away and that nothing was")
        elif "JW" in said and not quantity(line.units):
            yield edit.finding(place, f"{line.procedure}-JW tells of waste and has no units")
        elif not said and line.procedure not in wasted and line.service_from and line.service_from >= _JZ_BEGAN:
            yield edit.finding(place, f"{line.procedure} is single-dose: JW (waste, on its own line) or JZ is missing")
