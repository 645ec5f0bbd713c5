"""340B drug without modifier.

**Why it matters**: a drug bought at the 340B price may not be rebated a second time; the modifier keeps the two
apart.
**Rejected**: a drug from that stock to Medicaid without UD; to Medicare without TB.
**Clean**: UD for a program that asks for it; TB for Medicare.

Which modifier a Medicaid program wants is its payer's rule; Medicare wants TB, and took JG as well up to the end of
2024.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_DRUGS = frozenset("JQ")
_JG_ENDS = date(2025, 1, 1)

edit = Edit(
    "MCD003",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="UD for Medicaid where asked, TB for Medicare.",
    prevents=(
        "CARC 16",
        "duplicate discount",
    ),
    source="340B statute; state rules",
    when=When(facts=("circumstances.discounted",), filing=MEDICARE)
    | When(facts=("circumstances.discounted",), rule="discount_modifier"),
)


@edit.check
def discounted_drug_not_said(claim: Claim, given: Given) -> Iterator[Finding]:
    wanted = given.payer.discount_modifier or ("TB" if is_medicare(claim) else "")
    if not wanted:
        return
    drugs = [(index, line) for index, line in enumerate(claim.lines) if line.ndc or line.procedure[:1] in _DRUGS]
    for index, line in drugs:
        accepted = {wanted, "JG"} if wanted == "TB" and line.service_from and line.service_from < _JG_ENDS else {wanted}
        if line.procedure in given.circumstances.discounted and accepted.isdisjoint(line.modifiers):
            message = f"{line.procedure} from 340B stock has no {wanted}"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
