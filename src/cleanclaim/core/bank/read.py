"""Any of the bank files we know, told apart by how they begin."""

from cleanclaim.core.bank.bai2 import read_bai2
from cleanclaim.core.bank.csv_statement import read_csv
from cleanclaim.core.bank.errors import MalformedBankFile
from cleanclaim.core.bank.nacha import RECORD, read_nacha
from cleanclaim.core.bank.value import BankFile


def read_bank_file(content: bytes, *, file: str = "") -> BankFile:
    """Read a whole file; raises MalformedBankFile, and then nothing of it is used."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise MalformedBankFile(file=file, line=line, expected="text in UTF-8") from problem
    first = text.lstrip().split("\n", 1)[0].rstrip("\r")
    if first.startswith("01,"):
        return read_bai2(text, file=file)
    if first.startswith("101") and len(first) == RECORD:
        return read_nacha(text, file=file)
    return read_csv(text, file=file)
