"""When an edit can find anything at all: most edits never apply to most claims.

edit = Edit("AMB001", when=When(procedures=is_trip), ...)
"""

from collections.abc import Callable

from msgspec import Struct

Codes = frozenset[str] | Callable[[str], bool]


class When(Struct, frozen=True):
    """What a claim must have for an edit to look at it; all that is said must hold, of several words one is enough.

    Procedures, modifiers and fields of lines need not stand on one line: the check still looks for itself.
    """

    filing: frozenset[str] = frozenset()  # SBR09
    frequency: frozenset[str] = frozenset()  # CLM05-3
    procedures: Codes = frozenset()
    diagnoses: Codes = frozenset()
    modifiers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # of the claim or of a line
    has: tuple[str, ...] = ()  # fields, one of which is filled: "accident", "lines.ndc"
    rule: str = ""  # a rule of the payer that is set: "needs_referral"
