"""Decision-for-surgery visit without 57.

**Why it matters**: a big operation's price holds the visits around it, except the one where it was decided.
**Rejected**: ``99213`` on the day of ``27447``.
**Clean**: ``99213-57``.

Judged on one claim only; a visit on an earlier claim needs the history.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD006",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add 57 if the decision was made at this visit.",
    prevents=("CARC 97 + M144",),
    source="Pub 100-04 ch.12 §40.2",
    when=When(procedures=is_visit),
)


@edit.check
def decision_for_surgery(claim: Claim, given: Given) -> Iterator[Finding]:
    procedures = given.codesets.procedures
    for index, line in enumerate(claim.lines):
        if not is_visit(line.procedure) or {"57", "24", "25"} & set(line.modifiers) or line.service_from is None:
            continue
        for other in claim.lines:
            day = other.service_from
            code = procedures.at(other.procedure, on=day) if day else None
            if day and code and code.global_days == 90 and 0 <= (day - line.service_from).days <= 1:
                message = f"visit led to surgery {other.procedure}; needs 57"
                yield edit.finding(on_line(claim, index, "modifiers"), message)
                break
