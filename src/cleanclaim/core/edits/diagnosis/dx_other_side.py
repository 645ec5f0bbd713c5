"""Laterality of diagnosis and modifier disagree.

**Why it matters**: right on the line and left in the diagnosis: one is a mistake, and the payer denies the line.
**Rejected**: ``20610-RT`` for ``M25.562``, left knee.
**Clean**: ``20610-RT`` for ``M25.561``.

A warning, found only when every diagnosis that the line points to has the other side: a second one without side, or
of the other side (a history of cancer there), is legitimate. Muscles, injuries, eyes and ears are judged.
"""

from collections.abc import Iterator
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import Icd10cm
from cleanclaim.core.edits.coding import pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SIDED_CHAPTERS = frozenset("MSTH")
_RIGHT = frozenset({"RT", "E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9"})
_LEFT = frozenset({"LT", "E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4"})

edit = Edit(
    "DX012",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D, 24E",
    element="2400 SV101-3, SV107",
    fix="Correct the modifier or the diagnosis.",
    prevents=(
        "CARC 11",
        "CARC 4",
    ),
    source="ICD-10-CM Guidelines I.B.13",
    when=When(modifiers=_RIGHT | _LEFT),
)


@edit.check
def dx_other_side(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        right, left = not _RIGHT.isdisjoint(line.modifiers), not _LEFT.isdisjoint(line.modifiers)
        if right == left:
            continue
        codes = pointed_codes(claim, line)
        wanted, other = ("right", "left") if right else ("left", "right")
        if codes and all(_side(given.codesets.icd10cm, code) == other for code in codes):
            message = f"the modifiers say {wanted}, the diagnosis {codes[0]} says {other}"
            yield edit.finding(on_line(claim, index, "modifiers"), message)


def _side(icd10cm: Icd10cm, code: str) -> str:
    """The side that a diagnosis says, "" for none or both."""
    return _side_in(icd10cm.words(code)) if code[:1] in _SIDED_CHAPTERS else ""


@lru_cache(maxsize=10_000)
def _side_in(words: str) -> str:
    sides = {"right", "left"}.intersection(words.lower().replace(",", " ").split())
    return sides.pop() if len(sides) == 1 else ""
