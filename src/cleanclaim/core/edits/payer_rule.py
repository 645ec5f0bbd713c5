"""Rules that a practice writes down for one payer: data, with the days they hold for and examples that are run."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct, field

Words = str | list[str]
Conditions = Mapping[str, Words]
"""By the name of a field or an X12 element, what its value may be: "99213", "J*", "99202-99215", "*" for anything."""


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    """Claims in the form of an edit's examples: only what the rule reads."""

    fail: list[dict[str, Any]]
    passing: list[dict[str, Any]] = field(name="pass")


class PayerRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Where `when` holds, `require` must and `forbid` must not; of a line where one of them names a field of lines."""

    number: int
    title: str
    first: date = field(name="from")
    message: str
    fix: str
    examples: Examples
    last: date | None = field(name="to", default=None)
    severity: Literal["error", "warning", "info"] = "error"
    when: Conditions = {}
    require: Conditions = {}
    forbid: Conditions = {}
    source: str = ""  # where the payer says so
    payer: str = ""  # of its file: the short name in the code

    @property
    def code(self) -> str:
        """What a finding is known by: "PR-SUMMIT-2"."""
        return f"PR-{self.payer}-{self.number}"

    def in_force(self, on: date) -> bool:
        """From the first to the last day of service, both included."""
        return self.first <= on and (self.last is None or on <= self.last)


class PayerBook(Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    payer: str
    rules: tuple[PayerRule, ...]
