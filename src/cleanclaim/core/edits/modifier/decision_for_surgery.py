"""Decision-for-surgery visit without 57.

**Why it matters**: a big operation's price holds the visits around it, except the one where it was decided.
**Rejected**: ``99213`` on the day of ``27447``.
**Clean**: ``99213-57``.

Judged on one claim only; a visit on an earlier claim needs the history.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_major(codesets: CodeSets, code: str, on: date) -> bool:
    known = codesets.procedures.at(code, on=on)
    return known is not None and known.global_days == 90


def _are_beside(codesets: CodeSets, codes: tuple[str, ...], on: date) -> bool:
    return any(map(is_visit, codes)) and any(_is_major(codesets, code, on) for code in codes)


edit = Edit(
    "MOD006",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add 57 if the decision was made at this visit.",
    prevents=("CARC 97 + M144",),
    source="Pub 100-04 ch.12 §40.2",
    when=When(together=_are_beside),
)


@edit.check
def decision_for_surgery(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not is_visit(line.procedure) or {"57", "24", "25"} & set(line.modifiers) or line.service_from is None:
            continue
        for other in claim.lines:
            day = other.service_from
            if day and 0 <= (day - line.service_from).days <= 1 and _is_major(given.codesets, other.procedure, day):
                message = f"visit led to surgery {other.procedure}; needs 57"
                yield edit.finding(on_line(claim, index, "modifiers"), message)
                break
