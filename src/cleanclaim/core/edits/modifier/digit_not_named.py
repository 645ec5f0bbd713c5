"""Finger, toe or eyelid modifier needed.

**Why it matters**: two of the same look like one sent twice; the finger, toe or lid tells them apart.
**Rejected**: ``26055`` on two lines without a finger.
**Clean**: ``26055-F1`` and ``26055-F2``.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_NAMES = frozenset(
    {
        "FA",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "TA",
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "T8",
        "T9",
        "E1",
        "E2",
        "E3",
        "E4",
    }
)
_ON_DIGITS = frozenset(
    {"11730", "11750", "26010", "26011", "26055", "26951", "28010", "28011", "28285", "28820", "28825"}
)
_ON_LIDS = frozenset(
    {"15820", "15821", "15822", "15823", "67800", "67801", "67810", "67840", "67904", "67908", "67917", "67924"}
)

edit = Edit(
    "MOD015",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add FA-F9, TA-T9 or E1-E4 from the note.",
    prevents=(
        "CARC 18",
        "CARC 4",
    ),
    source="HCPCS modifiers",
    when=When(procedures=_ON_DIGITS | _ON_LIDS),
)


@edit.check
def digit_not_named(claim: Claim, given: Given) -> Iterator[Finding]:
    seen: defaultdict[tuple[str, date | None], list[int]] = defaultdict(list)
    for index, line in enumerate(claim.lines):
        if line.procedure in _ON_DIGITS or line.procedure in _ON_LIDS:
            seen[line.procedure, line.service_from].append(index)
    for (procedure, _), indexes in seen.items():
        units = sum(quantity(claim.lines[index].units) or Decimal(0) for index in indexes)
        if units <= 1:
            continue
        for index in indexes:
            if _NAMES.isdisjoint(claim.lines[index].modifiers):
                what = "eyelid" if procedure in _ON_LIDS else "finger or toe"
                yield edit.finding(on_line(claim, index, "modifiers"), f"{procedure} does not say which {what}")
