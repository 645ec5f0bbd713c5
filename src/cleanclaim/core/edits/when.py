"""When an edit can find anything at all: most edits never apply to most claims.

edit = Edit("AMB001", when=When(procedures=is_trip), ...)
"""

from collections.abc import Callable, Sequence, Set
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.claim import Claim, Party, Person, ServiceLine
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.known import PastService, RegisteredNpi

Codes = frozenset[str] | Callable[[str], object]
CodeOn = Callable[[CodeSets, str, date], object]
"""Whether a code on a day is one to look at, by the tables; CodeSetMissing, where they do not know, says yes."""
Together = Callable[[CodeSets, tuple[str, ...], date], object]
"""The same of all procedures of a claim, which are of one day."""


class Somebody(NamedTuple):
    """Anyone with an NPI on a claim, as `where.parties` gives them."""

    role: str  # "billing", "attending", "ordering"
    party: Party
    registered: RegisteredNpi | None  # what the national register has of the NPI


class When(Struct, frozen=True):
    """What a claim must have for an edit to look at it; all that is said must hold, of several words one is enough.

    Procedures, modifiers and fields of lines need not stand on one line: the check still looks for itself.  What is
    asked of a code, a line or a party is asked once for all that are alike, so nothing else may decide the answer.
    `When(…) | When(…)`: either will do.
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
    terms: Callable[[Claim], object] | None = None  # one with nothing but the codes of how it is sent: `_TERMS`
    claim: Callable[[Claim], object] | None = None
    line: Callable[[ServiceLine], object] | None = None  # one without its numbers and days
    days: Callable[[date | None, date | None, date], object] | None = None  # of a line, first and last, and today
    past: Callable[[PastService, Set[date | None]], object] | None = None  # of the history, and the lines' days
    pointers: Callable[[int, tuple[tuple[int, ...], ...]], object] | None = None  # of lines; how many there are first
    texts: Callable[[Sequence[str]], object] | None = None  # those of `text.fields.own_texts`
    person: Callable[[CodeSets, Person], object] | None = None  # who was seen
    party: Callable[[CodeSets, Somebody], object] | None = None
    procedure_on: CodeOn | None = None  # on the line's day
    place_on: CodeOn | None = None  # of the claim or of a line
    diagnosis_on: CodeOn | None = None  # on the day that diagnoses are judged by
    together: Together | None = None  # a claim with several days is looked at
    others: tuple["When", ...] = ()

    def __or__(self, other: "When") -> "When":
        return replace(self, others=(*self.others, other))

    @property
    def alternatives(self) -> tuple["When", ...]:
        """One of which will do."""
        return (replace(self, others=()), *self.others)
