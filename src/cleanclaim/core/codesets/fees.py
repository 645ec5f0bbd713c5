"""The Medicare physician fee schedule: relative value units and payment indicators of a procedure, by release."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache

import msgspec
from msgspec import Struct

from cleanclaim.core.codesets.mapped import MappedTable, key_of

FEE_COLUMNS = {
    **dict.fromkeys(("work", "practice", "facility", "malpractice"), "I"),
    **dict.fromkeys(("status", "pctc", "global", "multiple", "bilateral", "assistant", "co_surgeon", "team"), "B"),
    "factor": "I",
}
_REMEMBERED = 20_000
_NO_MODIFIER = "00"
_GLOBALS = ("", "000", "010", "090", "MMM", "XXX", "YYY", "ZZZ")


class Fee(Struct, frozen=True):
    """One row of the fee schedule; units are hundredths of an RVU, indicators as the schedule gives them."""

    work: int
    practice: int  # outside a facility
    facility: int  # practice expense in a facility
    malpractice: int
    status: str  # A paid, B bundled, N not covered, I another code …
    pctc: str  # 1 has a professional and a technical part, 2 professional only, 3 technical only …
    global_days: str  # 000, 010, 090, MMM, XXX, YYY, ZZZ
    multiple: str
    bilateral: str
    assistant: str
    co_surgeon: str
    team: str


class Indicators(Struct, frozen=True):
    """What the schedule says of how a procedure is paid; the letters and digits are its own, as in `Fee`."""

    status: str
    pctc: str
    global_days: str = msgspec.field(name="global")
    multiple: str = ""
    bilateral: str = ""
    assistant: str = ""
    co_surgeon: str = ""
    team: str = ""


class FeeSchedule:
    """One release of the schedule."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table
        self._indicators = lru_cache(maxsize=_REMEMBERED)(self._indicators_of)

    def fee(self, code: str, modifier: str = "") -> Fee | None:
        """The row of a code, or of its professional (26), technical (TC) or discontinued (53) part."""
        for row in self._table.rows(key_of(code, modifier or _NO_MODIFIER)):
            return self._fee(row)
        return None

    @cached_property
    def conversion_factor(self) -> Decimal | None:
        """Dollars for one relative value unit; None when the file named none."""
        largest = max(self._table["factor"], default=0)
        return Decimal(largest).scaleb(-4) if largest else None

    def indicators(self, code: str) -> Indicators | None:
        """How a procedure is paid, None for one without a row."""
        return self._indicators(code)

    def _indicators_of(self, code: str) -> Indicators | None:
        fee = self.fee(code)
        return Indicators(*(getattr(fee, name) for name in Indicators.__struct_fields__)) if fee else None

    def _fee(self, row: int) -> Fee:
        table = self._table
        return Fee(
            work=table["work"][row],
            practice=table["practice"][row],
            facility=table["facility"][row],
            malpractice=table["malpractice"][row],
            status=_mark(table["status"][row]),
            pctc=_mark(table["pctc"][row]),
            global_days=_GLOBALS[table["global"][row]],
            multiple=_mark(table["multiple"][row]),
            bilateral=_mark(table["bilateral"][row]),
            assistant=_mark(table["assistant"][row]),
            co_surgeon=_mark(table["co_surgeon"][row]),
            team=_mark(table["team"][row]),
        )


def _mark(number: int) -> str:
    """An indicator of one character; empty for none."""
    return chr(number) if number else ""


def fee_row(record: Mapping[str, str]) -> tuple[int, ...]:
    """A record of the published table as the numbers that are kept.  Raises ValueError for one that is not a fee."""
    units = [_times(100, record[name]) for name in ("work", "practice", "facility", "malpractice")]
    marks = [
        _GLOBALS.index(record["global"]) if name == "global" else ord(record[name] or "\0")
        for name, width in FEE_COLUMNS.items()
        if width == "B"
    ]
    factor = _times(10_000, record.get("factor", ""))
    return key_of(record["code"], record["modifier"] or _NO_MODIFIER), *units, *marks, factor


def _times(many: int, text: str) -> int:
    try:
        return int((Decimal(text or "0") * many).to_integral_exact())
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number") from None
