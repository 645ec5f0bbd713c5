"""What a bank tells of money that came in, whatever its file's format.  Amounts are cents."""

import re
from datetime import date
from typing import Literal

from msgspec import Struct

Kind = Literal["eft", "check", "lockbox", "wire", "other"]
_TRN = re.compile(r"TRN\*1\*([^*~\\\s]{1,50})(?:\*([^*~\\\s]{1,20}))?")


class BankCredit(Struct, frozen=True, omit_defaults=True):
    """One amount credited.  `line` is where it stands in the file, from 1."""

    line: int
    amount: int
    received_on: date
    kind: Kind = "other"
    trace_number: str = ""  # TRN02 of the payer's remittance, or the number of a check
    originator: str = ""  # TRN03, "1" and the sender's tax number
    payer_name: str = ""
    text: str = ""


class BankFile(Struct, frozen=True):
    """Everything of one file; `debits` counts what went out, which is nobody's remittance."""

    layout: Literal["BAI2", "NACHA", "CSV"]
    credits: tuple[BankCredit, ...]
    debits: int = 0


def trace_in(text: str) -> tuple[str, str]:
    """TRN02 and TRN03 of a reassociation segment in a text ("TRN*1*12345*1512345678"); else empty."""
    found = _TRN.search(text)
    return (found[1], found[2] or "") if found else ("", "")


def day(text: str) -> date:
    """2026-03-19, 20260319, 03/19/2026 or 3/19/26; raises ValueError for anything else."""
    parts = text.split("/")
    if len(parts) == 3:
        month, number, year = parts
        text = f"{year if len(year) == 4 else f'20{year}'}-{month:0>2}-{number:0>2}"
    return date.fromisoformat(text)
