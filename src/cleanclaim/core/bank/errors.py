"""What can go wrong while reading a bank's file.

* MalformedBankFile     says file, line, field and what was expected; nothing of the file is used
"""

from cleanclaim.core.errors import CoreError


class MalformedBankFile(CoreError):
    """`line` counts from 1; `field` is the bank's name for it; `expected` says in words what should stand there."""

    def __init__(self, *, file: str = "", line: int = 0, field: str = "", value: str = "", expected: str = "") -> None:
        self.file, self.line, self.field, self.value, self.expected = file, line, field, value, expected
        place = ", ".join(part for part in (file, f"line {line}" if line else "", field) if part)
        found = f", found {value[:40]!r}" if value else ""
        super().__init__(f"{place}: {expected} expected{found}" if place else f"{expected} expected{found}")
