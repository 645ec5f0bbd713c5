"""What a payer says of a claim or a line: STC with up to three statuses."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, NamedTuple

from msgspec import Struct


class StatusCode(NamedTuple):
    """Category (A1, F2, P3 …), status (20, 88 …) and whom it is about (85, QC …)."""

    category: str
    status: str
    entity: str = ""


class Status(Struct, frozen=True, omit_defaults=True):
    """One STC.  Amounts are cents.  `code_list` is RX where the status is a pharmacy's."""

    rows: ClassVar[tuple[str, ...]] = (
        "STC*{category}:{status}:{entity}:{code_list}*{effective_on}**{charge}*{paid}*{paid_on}**{checked_on}"
        "*{check_number}*{second_category}:{second_status}:{second_entity}:{second_code_list}"
        "*{third_category}:{third_status}:{third_entity}:{third_code_list}",
    )
    category: str
    status: str
    entity: str = ""
    effective_on: date | None = None  # STC02
    charge: int | None = None  # STC04
    paid: int | None = None  # STC05
    paid_on: date | None = None  # STC06: the day it was decided
    checked_on: date | None = None  # STC08: the day of the check or transfer
    check_number: str = ""  # STC09
    code_list: str = ""
    second_category: str = ""
    second_status: str = ""
    second_entity: str = ""
    second_code_list: str = ""
    third_category: str = ""
    third_status: str = ""
    third_entity: str = ""
    third_code_list: str = ""

    @property
    def codes(self) -> Iterator[StatusCode]:
        """The one to three statuses."""
        yield StatusCode(self.category, self.status, self.entity)
        if self.second_category:
            yield StatusCode(self.second_category, self.second_status, self.second_entity)
        if self.third_category:
            yield StatusCode(self.third_category, self.third_status, self.third_entity)
