"""When an edit can find anything at all: most edits never apply to most claims.

edit = Edit("AMB001", when=When(procedures=is_trip), ...)
"""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from cleanclaim.core.claim import Claim, Party, ServiceLine
from cleanclaim.core.codesets import CodeSets

Codes = frozenset[str] | Callable[[str], object]
CodeOn = Callable[[CodeSets, str, date], object]
"""Whether a code on a day is one to look at, by the tables; CodeSetMissing, where they do not know, says yes."""


class When(Struct, frozen=True):
    """What a claim must have for an edit to look at it; all that is said must hold, of several words one is enough.

    Procedures, modifiers and fields of lines need not stand on one line: the check still looks for itself.  What is
    asked of a code, a line or a party is asked once for all that are alike, so nothing else may decide the answer.
    """

    filing: frozenset[str] = frozenset()  # SBR09
    frequency: frozenset[str] = frozenset()  # CLM05-3
    procedures: Codes = frozenset()
    diagnoses: Codes = frozenset()
    modifiers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # of the claim or of a line
    has: tuple[str, ...] = ()  # fields, one of which is filled: "accident", "lines.ndc"
    rule: str = ""  # a rule of the payer that is set: "needs_referral"
    facts: tuple[str, ...] = ()  # known besides, one of which is filled or not known: "history", "visit.note"
    claim: Callable[[Claim], object] | None = None
    line: Callable[[ServiceLine], object] | None = None  # one without its numbers and days
    party: Callable[[Party], object] | None = None  # anyone with an NPI, as `where.parties` gives them
    procedure_on: CodeOn | None = None  # on the line's day
    diagnosis_on: CodeOn | None = None  # on the day that diagnoses are judged by
