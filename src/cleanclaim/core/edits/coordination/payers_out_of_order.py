"""Wrong payer order.

**Why it matters**: a payer that should come second denies, and the first may be too late by then.
**Rejected**: Medicaid before a commercial plan; a plan through a parent before the patient's own.
**Clean**: Medicaid last; the own plan first.

Birthdays of parents and court orders are not on a claim, and whether Medicare is second is judged by COB006 and
COB007: what remains is that Medicaid and TRICARE come after other payers, and a plan of one's own before one through
someone else.  The last is a warning, as plans agree on exceptions.
"""

from collections.abc import Iterator
from itertools import pairwise

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_OWN_FIRST = "the plan of one's own comes before one through someone else"
_ORDER = "PSTABCDEFGH"
_PUBLIC = frozenset({"MA", "MB", "MC", "CH", "VA", "WC", "AM", "LM"})
_Row = tuple[str, str, str, str]  # filing code, sequence, relationship, name

edit = Edit(
    "COB005",
    severity=Severity.ERROR,
    element="2000B SBR01, 2320 SBR01",
    fix="Reorder; ask patient to update COB.",
    prevents=(
        "CARC 22",
        "CARC 109",
    ),
    source="NAIC COB model; 42 CFR 411",
    when=When(has=("other_coverages",)),
)


@edit.check
def payers_out_of_order(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.other_coverages:
        return
    own = (claim.filing_code, claim.sequence, claim.relationship, claim.payer.name or "this payer")
    rows = [
        own,
        *(
            (row.filing_code, row.sequence, row.relationship, row.payer.name or "the other payer")
            for row in claim.other_coverages
        ),
    ]
    rows = [row for row in rows if row[1] in _ORDER]
    rows.sort(key=lambda row: _ORDER.index(row[1]))
    for first, second in pairwise(rows):
        rule = _rule(first, second)
        if rule:
            message = f"{second[3]} should be before {first[3]}: {rule}"
            severity = Severity.WARNING if rule is _OWN_FIRST else Severity.ERROR
            yield edit.finding(on_claim(claim, "other_coverages", "payers"), message, severity=severity)
            return


def _rule(first: _Row, second: _Row) -> str:
    """Why the second should come before the first; empty when it need not."""
    kinds = first[0], second[0]
    if kinds[0] == "MC" and kinds[1] not in ("MC", ""):
        return "Medicaid pays last"
    if kinds[0] == "CH" and kinds[1] not in ("CH", "MC", ""):
        return "TRICARE pays after other insurance"
    through = first[2] != "18" and second[2] == "18" and bool(first[2])
    if through and _PUBLIC.isdisjoint(kinds) and "" not in kinds:
        return _OWN_FIRST
    return ""
