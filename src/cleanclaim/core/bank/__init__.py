"""Bank files as values: which money came in, when, and under which trace number (CSV, BAI2, NACHA CCD+)."""

from cleanclaim.core.bank.errors import MalformedBankFile
from cleanclaim.core.bank.read import read_bank_file
from cleanclaim.core.bank.value import BankCredit, BankFile

__all__ = ["BankCredit", "BankFile", "MalformedBankFile", "read_bank_file"]
