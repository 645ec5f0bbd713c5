"""Test of an outside laboratory billed as own.

**Why it matters**: Medicare pays a test to the laboratory that ran it; others pay it to the practice only when told
whose it was.
**Rejected**: ``84443`` run elsewhere, without 90; with 90 but without that laboratory's CLIA; with 90 by a practice
to Medicare.
**Clean**: ``84443-90`` by a laboratory, with the CLIA of the one that ran it.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.provider.laboratory import is_laboratory, is_laboratory_number, is_own_laboratory
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

edit = Edit(
    "LAB001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3, REF*F4",
    fix="Medicare physicians may not bill purchased clinical lab tests.",
    prevents=(
        "CARC B20",
        "CARC 16 + MA120",
    ),
    source="SSA 1833(h)(5); Pub 100-04 ch.16 §40",
    when=When(line=lambda line: "90" in line.modifiers or is_laboratory_number(line.procedure)),
)


@edit.check
def outside_test_as_own(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        said = "90" in line.modifiers
        if not said and not (is_laboratory(line, given) and given.circumstances.outside_laboratory):
            continue
        place, code = on_line(claim, index, "modifiers"), line.procedure
        if is_medicare(claim) and not is_own_laboratory(claim):
            yield edit.finding(place, f"Medicare pays {code} only to the laboratory that ran it")
        elif not said:
            yield edit.finding(place, f"{code} was run at {given.circumstances.outside_laboratory} and has no 90")
        elif not (sent(line.also, "REF", "F4") or sent(claim.also, "REF", "F4") or line.clia):
            yield edit.finding(place, f"{code} was sent out (90) and the CLIA of that laboratory is missing")
