"""What an edit found: a value that a screen, a file and a test read alike."""

from enum import Enum

from msgspec import Struct

from cleanclaim.core.edits.fix import Fix


class Severity(Enum):
    """What a finding does to the claim."""

    ERROR = "error"  # would be rejected or denied, or is unlawful: the claim must not leave
    WARNING = "warning"  # leaves; a person should look
    INFO = "info"  # hygiene or income

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Finding(Struct, frozen=True, gc=False):
    """One thing that is wrong, where, why it matters and what helps."""

    edit: str  # "DX002"
    severity: Severity
    where: str  # "line 2", "diagnosis 1", "patient": the words on the screen
    message: str
    title: str = ""
    path: str = ""  # into the Claim value: "lines[1].modifiers"
    box: str = ""  # CMS-1500 item or UB-04 locator: "24D"
    element: str = ""  # loop and element: "2400 SV101"
    fix: str = ""
    autofix: Fix | None = None
    prevents: tuple[str, ...] = ()  # "277CA A7/255", "CARC 146 + M76"
    money: int = 0  # cents at stake
    is_unchecked: bool = False  # a table or an answer was missing: nothing is known to be wrong, nor right

    def __str__(self) -> str:
        return f"{self.edit} {self.where}: {self.message}"
