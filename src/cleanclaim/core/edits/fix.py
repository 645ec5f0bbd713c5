"""A change that a person can accept with one click, and how it is put into a claim.

Codes, modifiers, diagnoses and units are a coder's to change: no fix touches them.
"""

import re
from typing import Any

from msgspec import Struct, structs

from cleanclaim.core.claim import Claim

CODING = frozenset({"procedure", "modifiers", "diagnoses", "units", "pointers"})
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


class Fix(Struct, frozen=True):
    """Put `value` at `path`.  A `safe` one changes the form only, a suggestion changes a fact and needs a look."""

    label: str  # on the button
    path: str
    value: str | int | None
    safe: bool = False

    def __post_init__(self) -> None:
        assert not CODING & set(re.findall(r"\w+", self.path)), f"a fix must not change coding: {self.path}"


def apply(claim: Claim, fix: Fix) -> Claim:
    """The claim with the fix in it; the path is one that a finding gave."""
    changed: Claim = _put(claim, fix.path.split("."), fix.value)
    return changed


def _put(value: Any, steps: list[str], new: object) -> Any:
    if not steps:
        return new
    step = _STEP.fullmatch(steps[0])
    assert step, f"not a path: {steps[0]}"
    name, position = step[1], step[2]
    inner = getattr(value, name)
    if position is None:
        return structs.replace(value, **{name: _put(inner, steps[1:], new)})
    index = int(position)
    return structs.replace(value, **{name: (*inner[:index], _put(inner[index], steps[1:], new), *inner[index + 1 :])})
