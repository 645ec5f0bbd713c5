"""Equipment without rental or purchase modifier.

**Why it matters**: new, used and rented equipment have three prices, and a rental changes with its month.
**Rejected**: ``E0143`` with nothing; ``E0601-RR`` without KH, KI or KJ.
**Clean**: ``E0143-NU``; ``E0601`` with RR and KH.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SAID = frozenset({"NU", "UE", "RR"})
_MONTHS = frozenset({"KH", "KI", "KJ"})

edit = Edit(
    "DME001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add from the order; KH month 1, KI 2-3, KJ 4-13.",
    prevents=(
        "CARC 4 + N822",
        "CARC 108",
    ),
    source="Pub 100-04 ch.20 §30, §130",
    when=When(procedures=lambda code: len(code) == 5 and code[0] in "EK"),
)


@edit.check
def equipment_not_said(claim: Claim, given: Given) -> Iterator[Finding]:
    missing = ""
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if len(code) != 5 or code[0] not in "EK":
            continue
        item = given.codesets.equipment.at(code, on=line.service_from) if line.service_from else None
        if item is None:
            missing = code
        elif not _SAID & set(line.modifiers):
            yield edit.finding(
                on_line(claim, index, "modifiers"), f"{code} must say new (NU), used (UE) or rented (RR)"
            )
        elif item.category == "capped" and "RR" in line.modifiers and not _MONTHS & set(line.modifiers):
            yield edit.finding(
                on_line(claim, index, "modifiers"), f"the rental of {code} must say its month: KH, KI or KJ"
            )
    if missing:
        raise CodeSetMissing(f"{given.codesets.equipment.title} does not hold {missing}")
