"""Purchased diagnostic test without the performing supplier.

**Why it matters**: a test bought from another supplier is paid at that supplier's price, so the claim must say whose
and how much.
**Rejected**: a purchased test with no PS1, or with no price in it.
**Clean**: the supplier's NPI and the price.

What Medicare pays is limited by the price; the charge itself is not, so it is not judged.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

edit = Edit(
    "PRV022",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="20",
    element="2400 PS1",
    fix="Complete PS1 and the performing supplier.",
    prevents=(
        "277CA A6/469",
        "CARC 16",
    ),
    source="42 CFR 414.50; TR3 2400 PS1",
    when=When(line=lambda line: sent(line.also, "PS1")) | When(facts=("circumstances.purchased",)),
)


@edit.check
def purchased_test_incomplete(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        rows = sent(line.also, "PS1")
        if not rows and not _is_purchased(line, given):
            continue
        npi, price = (str(part) for part in (*rows[0][1:3], "", "")[:2]) if rows else ("", "")
        lacks = " and ".join(
            word for word, value in (("the performing supplier", npi), ("the price", price)) if not value
        )
        if lacks:
            yield edit.finding(on_line(claim, index, "procedure"), f"purchased test {line.procedure} lacks {lacks}")


def _is_purchased(line: ServiceLine, given: Given) -> bool:
    """Where the record does not say, only tests with a technical part can have been bought."""
    is_asked = given.known.circumstances or given.codesets.procedures.flagged(line.procedure, "splits")
    return bool(is_asked) and line.procedure in given.circumstances.purchased
