"""MIA, MOA, TS3 and TS2: segments of many amounts, counts and rates, each of them an element of one field."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import fields

from cleanclaim.core import money
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.value import (
    InpatientAdjudication,
    InpatientSummary,
    OutpatientAdjudication,
    ProviderSummary,
)

S = TypeVar("S", bound=Struct)
Outpatient = tuple[OutpatientAdjudication | None, tuple[str, ...]]
"""A MOA: what it says beside its remark codes, and these."""


class Layout(Generic[S]):
    """A segment whose elements at `positions` are the fields of a value, in their order."""

    def __init__(self, name: str, struct: type[S], positions: Sequence[int], others: Sequence[int] = ()) -> None:
        self.name, self._struct, self._others = name, struct, frozenset(others)
        kinds = [(field.name, field.type) for field in fields(struct) if field.name != "remark_count"]
        self._places = dict(zip(positions, kinds, strict=True))

    def read(self, sent: Sequence[str], elements: Elements) -> S | None:
        """The value; None when an element is sent that no field holds."""
        found: dict[str, Any] = {}
        for position, text in enumerate(sent[1:], start=1):
            if position in self._places:
                name, kind = self._places[position]
                found[name] = self._value(text, kind, f"{self.name}{position:02d}", elements)
            elif text and position not in self._others:
                return None
        return self._struct(**found)

    def elements(self, value: S) -> list[str]:
        """The elements of the value from the first position on, those of no field empty."""
        row = [""] * max(*self._places, *self._others, 0)
        for position, (name, _) in self._places.items():
            part = getattr(value, name)
            row[position - 1] = "" if part is None else part if isinstance(part, str) else _text(part)
        return row

    def _value(self, text: str, kind: Any, place: str, elements: Elements) -> Any:
        if kind is str:
            return text
        if not text:
            return None
        return elements.cents[text] if kind == int | None else elements.day(text, place)


def _text(part: Any) -> str:
    return money.x12(part) if isinstance(part, int) else f"{part:%Y%m%d}"


MIA_REMARKS, MOA_REMARKS = (5, 20, 21, 22, 23), (3, 4, 5, 6, 7)
MIA = Layout("MIA", InpatientAdjudication, (*range(1, 5), *range(6, 20), 24), MIA_REMARKS)
MOA = Layout("MOA", OutpatientAdjudication, (1, 2, 8, 9), MOA_REMARKS)
TS3 = Layout("TS3", ProviderSummary, (*range(1, 6), 13, 15, 17, 18, *range(20, 25)))
TS2 = Layout("TS2", InpatientSummary, range(1, 20))


def outpatient_of(sent: Sequence[str], elements: Elements) -> Outpatient | None:
    """What a MOA says; None when no field can hold it."""
    found, remarks = MOA.read(sent, elements), remarks_of(sent, MOA_REMARKS)
    is_empty = found == OutpatientAdjudication()
    if found is None or (is_empty and not remarks):
        return None
    return None if is_empty else found, remarks


def remarks_of(sent: Sequence[str], positions: Sequence[int]) -> tuple[str, ...]:
    """The remark codes of a MIA or MOA, without the gaps between them."""
    return tuple(sent[position] for position in positions if position < len(sent) and sent[position])
