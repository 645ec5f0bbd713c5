"""A bank's statement as CSV: the columns are found by their names (csv_columns.yaml), the amounts read to the cent."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from cleanclaim.core import money
from cleanclaim.core.bank.errors import MalformedBankFile
from cleanclaim.core.bank.value import BankCredit, BankFile, Kind, day, trace_in
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.tables import read_table


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """What each field may be called."""
    table = read_table(files(__package__).joinpath("csv_columns.yaml").read_text("utf-8"))
    return {field: tuple(names) for field, names in table.items()}


def read_csv(text: str, *, file: str = "", names: Mapping[str, str] | None = None) -> BankFile:
    """Every credit of the statement; `names` tells the columns of a bank that calls them otherwise.

    Raises MalformedBankFile for a heading without day and amount, and for the first cell that is neither.
    """
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        return _read(rows, names or {}, file)
    except csv.Error as problem:
        raise MalformedBankFile(file=file, line=rows.line_num, expected=f"CSV ({problem})") from problem


def _read(rows: Any, names: Mapping[str, str], file: str) -> BankFile:
    places = _places(next(rows, []), names, file)
    came, debits = [], 0
    for row in rows:
        if any(cell.strip() for cell in row):
            reading = _Row(places, row, file, rows.line_num)
            amount = reading.amount()
            if amount > 0:
                came.append(reading.credit(amount))
            else:
                debits += 1
    return BankFile("CSV", tuple(came), debits)


def _places(heading: list[str], names: Mapping[str, str], file: str) -> dict[str, int]:
    """{field: column}."""
    spelled = [" ".join(cell.casefold().split()) for cell in heading]
    places = {}
    for field, known in columns().items():
        wanted = (names[field].casefold(),) if field in names else known
        column = next((spelled.index(name) for name in wanted if name in spelled), None)
        if column is not None:
            places[field] = column
    if "date" not in places or not {"amount", "credit"} & places.keys():
        raise MalformedBankFile(
            file=file, line=1, field="heading", value=", ".join(heading), expected="a column for the day and the amount"
        )
    return places


class _Row:
    """One line of the statement by the names of its fields."""

    def __init__(self, places: Mapping[str, int], cells: list[str], file: str, line: int) -> None:
        self.places, self.cells, self.file, self.line = places, cells, file, line

    def amount(self) -> int:
        """Positive is money in."""
        if credit := self._cents("credit"):
            return abs(credit)
        if debit := self._cents("debit"):
            return -abs(debit)
        return self._cents("amount")

    def credit(self, amount: int) -> BankCredit:
        text, check = self._text("text"), self._text("check").lstrip("#")
        told = self._text("trace")
        trace, originator = trace_in(f"{told} {text}")
        trace = trace or ("" if "*" in told or " " in told else told)
        kind: Kind = "check" if check and not trace else "eft" if trace else "other"
        sender = originator or self._text("originator")
        return BankCredit(
            self.line, amount, self._day(), kind, trace or check, sender, self._text("payer") or text[:60], text
        )

    def _text(self, field: str) -> str:
        place = self.places.get(field)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def _cents(self, field: str) -> int:
        said = self._text(field)
        digits = said.replace("$", "").replace(",", "").strip()
        if digits.startswith("(") and digits.endswith(")"):
            digits = f"-{digits[1:-1]}"
        try:
            return money.cents(digits.removeprefix("+")) if digits else 0
        except MalformedAmount:
            raise self._malformed(field, "an amount in dollars and cents", said) from None

    def _day(self) -> date:
        said = self._text("date")
        try:
            return day(said)
        except ValueError:
            raise self._malformed("date", "a day, 2026-03-19 or 03/19/2026", said) from None

    def _malformed(self, field: str, expected: str, value: str) -> MalformedBankFile:
        return MalformedBankFile(file=self.file, line=self.line, field=field, expected=expected, value=value)
