"""National identifiers and their check digits."""

import re
from functools import lru_cache

_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9]"
    r"[AC-HJKMNP-RT-Y]{2}[0-9]{2}"
)


@lru_cache(maxsize=20_000)
def is_npi(text: str) -> bool:
    """A National Provider Identifier: ten digits from 1 or 2, Luhn over 80840 + NPI (45 CFR 162.406)."""
    return bool(re.fullmatch(r"[12]\d{9}", text, re.ASCII)) and _luhn("80840" + text) == 0


def npi(nine: str) -> str:
    """The NPI whose first nine digits are given."""
    return nine + str((10 - _luhn("80840" + nine + "0")) % 10)


def is_mbi(text: str) -> bool:
    """A Medicare Beneficiary Identifier in CMS's format of eleven characters."""
    return _MBI.fullmatch(text) is not None


def _luhn(digits: str) -> int:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10
