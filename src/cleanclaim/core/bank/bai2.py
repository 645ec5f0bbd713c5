"""BAI2 balance and transaction reports: 01 file, 02 group, 03 account, 16 transaction, 88 continuation, 49 98 99 ends.

Amounts stand in cents without a point.  The control total of an account (49) must be the sum of its amounts.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.bank.errors import MalformedBankFile
from cleanclaim.core.bank.value import BankCredit, BankFile, Kind, day, trace_in

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("142", "143", "165", "166", "168", "169"), "eft"),
    **dict.fromkeys(("115", "116"), "lockbox"),
    **dict.fromkeys(("174", "175", "301"), "check"),
    **dict.fromkeys(("195", "191"), "wire"),
}
_EXTRA = {"S": 3, "V": 2}  # fields after a funds type; D says itself how many pairs follow


def read_bai2(text: str, *, file: str = "") -> BankFile:
    """Every credit of every account; raises MalformedBankFile."""
    reading = _Reading(file)
    for number, fields in _records(text, file):
        reading.take(number, fields)
    return reading.end()


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its continuations (88), and the line it begins on; the text of a transaction stays one field."""
    waiting: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        record = line.strip()
        if record.startswith("88,"):
            if waiting is None:
                raise MalformedBankFile(file=file, line=number, expected="a record before its continuation (88)")
            joint = "," if waiting[1].endswith("/") else " "
            waiting = waiting[0], waiting[1].removesuffix("/") + joint + record[3:]
        elif record:
            if waiting is not None:
                yield waiting[0], waiting[1].removesuffix("/").split(",")
            waiting = number, record
    if waiting is not None:
        yield waiting[0], waiting[1].removesuffix("/").split(",")


class _Reading:
    """The file as far as it is read; `sum` is of the account that is open."""

    def __init__(self, file: str) -> None:
        self.file, self.line = file, 0
        self.as_of: date | None = None
        self.credits: list[BankCredit] = []
        self.sum = self.debits = 0
        self.is_ended = False

    def take(self, number: int, fields: list[str]) -> None:
        self.line = number
        act = {"02": self._group, "03": self._account, "16": self._transaction, "49": self._account_end}
        if fields[0] == "99":
            self.is_ended = True
        elif fields[0] in act:
            act[fields[0]](fields)
        elif fields[0] not in ("01", "98"):
            raise self._malformed("record code", "01, 02, 03, 16, 49, 88, 98 or 99", fields[0])

    def end(self) -> BankFile:
        if not self.is_ended:
            raise self._malformed("file trailer", "a record 99 at the end", "")
        return BankFile("BAI2", tuple(self.credits), self.debits)

    def _group(self, fields: list[str]) -> None:
        said = fields[4] if len(fields) > 4 else ""
        try:
            self.as_of = day(f"20{said}")
        except ValueError:
            raise self._malformed("as-of date", "a day, YYMMDD", said) from None

    def _account(self, fields: list[str]) -> None:
        """Status and summary amounts: type, amount, count, funds type, again and again."""
        self.sum, rest = 0, fields[3:]
        while rest:
            if len(rest) > 1 and rest[1]:
                self.sum += self._amount(rest[1])
            rest = rest[4 + self._extra(rest[3:]) :]

    def _transaction(self, fields: list[str]) -> None:
        if self.as_of is None or len(fields) < 3:
            raise self._malformed("record", "a group (02) before its transactions, each with type and amount", "")
        code, amount = fields[1], self._amount(fields[2])
        self.sum += amount
        rest = fields[4 + self._extra(fields[3:]) :]
        if not "100" <= code <= "399":
            self.debits += 1
            return
        kind, text = _KINDS.get(code, "other"), ",".join(rest[2:]).strip()
        trace, originator = trace_in(text)
        number = rest[1].strip() if kind in ("check", "lockbox") and len(rest) > 1 else ""
        name = text.split("TRN*")[0].strip(" ,*")[:60]
        self.credits.append(BankCredit(self.line, amount, self.as_of, kind, trace or number, originator, name, text))

    def _account_end(self, fields: list[str]) -> None:
        stated = self._amount(fields[1] if len(fields) > 1 else "")
        if stated != self.sum:
            raise self._malformed("account control total", f"{self.sum} cents, the sum of its amounts", str(stated))

    def _extra(self, funds: list[str]) -> int:
        """How many fields a funds type brings with it."""
        if not funds or not funds[0]:
            return 0
        if funds[0] == "D":
            return 1 + 2 * self._amount(funds[1] if len(funds) > 1 else "")
        return _EXTRA.get(funds[0], 0)

    def _amount(self, text: str) -> int:
        digits = text.strip().removeprefix("+")
        if not (digits.isascii() and digits.removeprefix("-").isdigit()):
            raise self._malformed("amount", "whole cents", text)
        return int(digits)

    def _malformed(self, field: str, expected: str, value: str) -> MalformedBankFile:
        return MalformedBankFile(file=self.file, line=self.line, field=field, expected=expected, value=value)
