"""Clinical trial service without trial data.

**Why it matters**: Medicare pays the routine care of a trial, and wants to know which trial it is.
**Rejected**: ``Q1`` and ``Z00.6`` without the trial's number, or the number with its letters.
**Clean**: ``Z00.6``, ``Q1`` and the eight digits.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, said, sent

_TRIAL = frozenset({"Q0", "Q1"})
_STAYS = frozenset({"11", "18", "21", "41"})

edit = Edit(
    "MCR009",
    severity=Severity.ERROR,
    box="19, 24D",
    element="2300 REF*P4",
    fix="Take the NCT number from the study record.",
    prevents=(
        "CARC 16 + MA50",
        "RTP",
    ),
    source="Pub 100-04 ch.32 §69; TR3 REF P4",
    since=date(2014, 1, 1),
    when=When(filing=MEDICARE, modifiers=_TRIAL) | When(filing=MEDICARE, diagnoses=frozenset({"Z00.6"})),
)


@edit.check
def trial_data_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    marked = any(not _TRIAL.isdisjoint(line.modifiers) for line in claim.lines)
    if not marked and "Z00.6" not in claim.diagnoses:
        return
    number = said(sent(claim.also, "REF", "P4"), 2)
    whole = claim.institutional
    is_stay = whole is not None and whole.type_of_bill[:2] in _STAYS
    lacks = [
        word
        for word, is_there in (
            ("the diagnosis Z00.6", "Z00.6" in claim.diagnoses),
            ("Q0 or Q1 on its lines", marked or is_stay),
            ("the trial's number of eight digits (REF P4)", is_digits(number, 8)),
            ("condition code 30", whole is None or "30" in whole.condition_codes),
        )
        if not is_there
    ]
    if lacks:
        yield edit.finding(on_claim(claim, "also", "claim"), f"the clinical trial claim lacks {', '.join(lacks)}")
