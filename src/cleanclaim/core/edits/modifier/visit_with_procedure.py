"""Visit with minor procedure, no 25.

**Why it matters**: a small procedure's price holds the visit of its day; only a separate visit is paid, and 25 says
that it was.
**Rejected**: ``99213`` with ``20610``.
**Clean**: ``99213-25`` with ``20610``, when the note shows separate work.

The follow-up days come from the procedures that are loaded; a procedure that is not is named by LIN003. A visit with
57 is judged by MOD007.
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


def _is_minor(codesets: CodeSets, code: str, on: date) -> bool:
    known = codesets.procedures.at(code, on=on)
    return known is not None and known.global_days in (0, 10) and "add_on" not in known.flags


def _are_beside(codesets: CodeSets, codes: tuple[str, ...], on: date) -> bool:
    return any(map(is_visit, codes)) and any(_is_minor(codesets, code, on) for code in codes)


edit = Edit(
    "MOD005",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add 25 only if the note shows separate work; otherwise do not bill the visit.",
    prevents=(
        "CARC 97 + M15/N20",
        "CARC 236",
    ),
    source="NCCI Policy Manual ch.1; Pub 100-04 ch.12 §30.6.6, §40.1",
    when=When(together=_are_beside),
)


@edit.check
def visit_with_procedure(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not is_visit(line.procedure) or {"25", "57", "24"} & set(line.modifiers):
            continue
        for other in claim.lines:
            on = other.service_from
            if on and on == line.service_from and _is_minor(given.codesets, other.procedure, on):
                message = f"visit {line.procedure} on the day of {other.procedure} has no 25"
                yield edit.finding(on_line(claim, index, "modifiers"), message)
                break
