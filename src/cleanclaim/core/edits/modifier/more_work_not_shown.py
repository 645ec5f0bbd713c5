"""22 without report.

**Why it matters**: 22 asks for more than the price; without a report the payer pays the price, or nothing.
**Rejected**: 22 and no attachment; 22 on a visit.
**Clean**: 22 with the operative note attached.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

edit = Edit(
    "MOD037",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2300 PWK",
    fix="Attach the note (extra time and reason) or remove 22.",
    prevents=(
        "CARC 252 + N29",
        "paid at normal rate",
    ),
    source="Pub 100-04 ch.12 §20.4.6",
    when=When(modifiers=frozenset({"22"})),
)


@edit.check
def more_work_not_shown(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "22" not in line.modifiers:
            continue
        place = on_line(claim, index, "modifiers")
        if is_visit(line.procedure):
            yield edit.finding(place, f"22 does not go on the visit {line.procedure}")
        elif not claim.attachments and not sent(line.also, "PWK"):
            yield edit.finding(place, f"22 asks for more pay for {line.procedure}; no report is attached")
