"""33 or PT for screening turned therapeutic.

**Why it matters**: a screening that finds a polyp stays free for the patient when the modifier says how it began.
**Rejected**: ``45385`` for ``Z12.11`` without PT, to Medicare.
**Clean**: ``45385-PT`` to Medicare, ``45385-33`` to others, the screening diagnosis first.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_TURNED = frozenset({"44389", "44392", "44394", "45379", "45380", "45381", "45382", "45384", "45385", "45388", "45390"})
_SCREENING = ("Z12.1", "Z80.0", "Z86.010", "Z83.71")

edit = Edit(
    "MOD035",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Medicare PT, commercial 33; keep the screening diagnosis first.",
    prevents=("PR-1/PR-2 wrongly on patient",),
    source="ACA 2713; Pub 100-04 ch.18 §60",
    when=When(procedures=_TURNED),
)


@edit.check
def screening_turned_treatment(claim: Claim, given: Given) -> Iterator[Finding]:
    wanted = "PT" if is_medicare(claim) else "33"
    for index, line in enumerate(claim.lines):
        if line.procedure not in _TURNED:
            continue
        codes = (*pointed_codes(claim, line), *claim.diagnoses[:1])
        began = any(code.startswith(_SCREENING) for code in codes)
        if began and {"PT", "33"}.isdisjoint(line.modifiers):
            message = f"the screening turned treatment in {line.procedure}; {wanted} is missing"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
        elif not began and "PT" in line.modifiers:
            yield edit.finding(on_line(claim, index, "pointers"), "PT without a screening diagnosis")
