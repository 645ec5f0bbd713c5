"""Localities and their cost indices, drug products and their codes, laboratory tests: tables of a quarter."""

from datetime import date

from msgspec import Struct

from cleanclaim.core.codesets.mapped import MappedTable, key_of
from cleanclaim.core.codesets.ncci import EPOCH, code_of

GPCI_COLUMNS = {"work": "I", "practice": "I", "malpractice": "I"}
ZIP_COLUMNS = {"mac": "I", "locality": "H", "rural": "B"}
NDC_COLUMNS = {"code": "Q"}
LAB_COLUMNS = {"modifier": "H", "first": "H", "rate": "I"}
_WAIVED = key_of("QW")


class Locality(Struct, frozen=True):
    """A locality of the fee schedule, and whether the place is rural (R), very rural (B) or neither."""

    mac: str
    number: str
    rural: str


class Gpci(Struct, frozen=True):
    """What a locality's relative value units are multiplied by; thousandths."""

    work: int
    practice: int
    malpractice: int


class Localities:
    """The localities of ZIP codes, one quarter's."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table

    def of(self, zip_code: str) -> Locality | None:
        """The locality of a ZIP code (its first five digits); None for one that is not listed."""
        for row in self._table.rows(key_of(zip_code[:5])):
            rural = self._table["rural"][row]
            mac = code_of(self._table["mac"][row])
            return Locality(mac, f"{self._table['locality'][row]:02}", chr(rural) if rural else "")
        return None


class CostIndices:
    """The geographic indices of one year."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table

    def of(self, mac: str, locality: str) -> Gpci | None:
        """The indices of a contractor's locality, "10112" and "00"; None for one that is not listed."""
        for row in self._table.rows(key_of(mac, locality)):
            return Gpci(*(self._table[name][row] for name in GPCI_COLUMNS))
        return None


class DrugProducts:
    """Which codes a drug product is billed by, one quarter's."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table

    def codes(self, ndc: str) -> frozenset[str] | None:
        """The codes of an NDC of eleven digits, or of its first nine; None for a product that is not listed."""
        rows = self._table.rows(key_of(ndc[:9]))
        return frozenset(code_of(self._table["code"][row]) for row in rows) if rows else None


class LaboratoryTests:
    """The clinical laboratory fee schedule of one quarter."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table

    def is_waived(self, code: str, *, on: date) -> bool:
        """Whether the test has a row for QW in force on that day."""
        day = on.toordinal() - EPOCH
        rows = self._table.rows(key_of(code))
        return any(self._table["modifier"][row] == _WAIVED and self._table["first"][row] <= day for row in rows)

    def has(self, code: str) -> bool:
        """Whether the schedule lists the test at all."""
        return bool(self._table.rows(key_of(code)))
