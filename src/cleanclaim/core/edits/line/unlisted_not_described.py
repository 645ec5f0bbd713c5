"""Unlisted code without description.

**Why it matters**: the code says nothing, so the payer must be told what was done.
**Rejected**: ``J3490`` with no description.
**Clean**: ``J3490``, "DRUG X 10 MG IV".

Besides the flagged numbers of the table, a number ending in 99 is taken as unlisted, except laboratory numbers, among
which many ending so are ordinary tests.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_unlisted(codesets: CodeSets, code: str, on: date) -> bool:
    by_form = code.endswith("99") and number_between(code, 0, 99999) and not number_between(code, 80000, 87999)
    return by_form or codesets.procedures.flagged(code, "unlisted")


edit = Edit(
    "LIN005",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-7",
    fix="Enter what was done or drug name, strength, dose; attach notes (PWK).",
    prevents=(
        "277CA A6/306",
        "CARC 16 + M51/N350",
    ),
    source="TR3 SV101-7 situational rule",
    when=When(procedure_on=_is_unlisted),
)


@edit.check
def unlisted_not_described(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        code = line.procedure
        by_form = code.endswith("99") and number_between(code, 0, 99999) and not number_between(code, 80000, 87999)
        unlisted = given.codesets.procedures.flagged(code, "unlisted") or by_form
        if unlisted and not (line.description or line.note).strip():
            yield edit.finding(on_line(claim, index, "description"), f"{code} names nothing: a description is needed")
