"""ACH entries in NACHA records of 94 characters: CCD+ credits with the payer's TRN in their addenda (CAQH CORE 370).

1 file, 5 batch, 6 entry, 7 addenda, 8 batch control, 9 file control.  The controls must agree with what was read.
"""

from datetime import date

from cleanclaim.core.bank.errors import MalformedBankFile
from cleanclaim.core.bank.value import BankCredit, BankFile, day, trace_in

RECORD = 94
_CREDITS = ("22", "32")  # to a checking account, to a savings account
_DEBITS = ("27", "37")


def read_nacha(text: str, *, file: str = "") -> BankFile:
    """Every credit of every batch; raises MalformedBankFile."""
    reading = _Reading(file)
    for number, record in enumerate(text.splitlines(), start=1):
        if record.strip() and set(record) != {"9"}:
            reading.take(number, record)
    return reading.end()


class _Reading:
    """The file as far as it is read; `credits` and `total` are of the whole file, the others of the open batch."""

    def __init__(self, file: str) -> None:
        self.file, self.line, self.record = file, 0, ""
        self.credits: list[BankCredit] = []
        self.debits = self.total = self.batch_total = 0
        self.company = self.company_number = ""
        self.effective: date | None = None
        self.is_ended = self.expects_addenda = False

    def take(self, number: int, record: str) -> None:
        self.line, self.record = number, record
        if len(record) != RECORD:
            raise self._malformed("record", f"{RECORD} characters", f"{len(record)} characters")
        act = {"1": self._skip, "5": self._batch, "6": self._entry, "7": self._addenda, "8": self._batch_end}
        act = {**act, "9": self._file_end}
        if record[0] not in act:
            raise self._malformed("record type", "1, 5, 6, 7, 8 or 9", record[0])
        act[record[0]]()

    def end(self) -> BankFile:
        if not self.is_ended:
            raise self._malformed("file control", "a record of type 9 at the end", "")
        return BankFile("NACHA", tuple(self.credits), self.debits)

    def _skip(self) -> None:
        """The file header tells nothing that is needed."""

    def _batch(self) -> None:
        self.company, self.company_number = self.record[4:20].strip(), self.record[40:50].strip()
        try:
            self.effective = day(f"20{self.record[69:75]}")
        except ValueError:
            raise self._malformed("effective entry date", "a day, YYMMDD", self.record[69:75]) from None
        self.batch_total = 0

    def _entry(self) -> None:
        if self.effective is None:
            raise self._malformed("record type", "a batch header (5) before its entries", "6")
        code, amount = self.record[1:3], self._number(29, 39, "amount")
        self.expects_addenda = code in _CREDITS and self.record[78] == "1"
        if code in _DEBITS:
            self.debits += 1
        elif code in _CREDITS:
            self.batch_total += amount
            credit = BankCredit(self.line, amount, self.effective, "eft", "", self.company_number, self.company)
            self.credits.append(credit)

    def _addenda(self) -> None:
        if not self.expects_addenda:
            return
        info = self.record[3:83].strip()
        last = self.credits[-1]
        trace, originator = trace_in(info)
        self.credits[-1] = BankCredit(
            last.line,
            last.amount,
            last.received_on,
            "eft",
            trace or last.trace_number,
            originator or last.originator,
            last.payer_name,
            f"{last.text} {info}".strip(),
        )

    def _batch_end(self) -> None:
        stated = self._number(32, 44, "total credit")
        if stated != self.batch_total:
            raise self._malformed("total credit of the batch", f"{self.batch_total} cents, the sum of its entries",
                                  str(stated))  # fmt: skip
        self.total += self.batch_total
        self.effective = None

    def _file_end(self) -> None:
        stated = self._number(43, 55, "total credit")
        if stated != self.total:
            raise self._malformed(
                "total credit of the file", f"{self.total} cents, the sum of its batches", str(stated)
            )
        self.is_ended = True

    def _number(self, start: int, stop: int, field: str) -> int:
        digits = self.record[start:stop]
        if not (digits.isascii() and digits.isdigit()):
            raise self._malformed(field, f"{stop - start} digits", digits)
        return int(digits)

    def _malformed(self, field: str, expected: str, value: str) -> MalformedBankFile:
        return MalformedBankFile(file=self.file, line=self.line, field=field, expected=expected, value=value)
