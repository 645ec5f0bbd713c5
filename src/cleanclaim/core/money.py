"""Money is whole cents; this is its one door in and out.

X12 amounts are type R: digits, an optional leading minus, an optional point; no plus, no exponent, no thousands
separator (X12.6, 3.5.1.3).  A fraction of a cent is an error, never a rounding.
"""

import re

from cleanclaim.core.errors import MalformedAmount

_LONGEST = 40  # characters; type R has at most 18 digits
_SURELY_FITS = 16  # characters
_LARGEST = 2**63 - 1  # what tables and databases hold
_R = re.compile(r"(-?)(\d*)(?:\.(\d*))?", re.ASCII)


def cents(text: str) -> int:
    """Read an X12 amount: "125" is 12500, "-12.5" is -1250, ".5" is 50.

    Raises MalformedAmount for anything else, a third decimal that is not zero and what no column holds included.
    """
    if len(text) <= _SURELY_FITS and text.isascii():
        if text.isdigit():
            return int(text) * 100
        digits = text[:-3] + text[-2:]
        if text[-3:-2] == "." and digits.isdigit():
            return int(digits)
    match = _R.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not (match[2] or match[3]):
        raise MalformedAmount(f"{text[:_LONGEST]!r} is not an amount")
    sign, whole, fraction = match[1], match[2] or "0", (match[3] or "").rstrip("0")
    if len(fraction) > 2:
        raise MalformedAmount(f"{text!r} has a fraction of a cent")
    amount = int(whole) * 100 + int(fraction.ljust(2, "0"))
    if amount > _LARGEST:
        raise MalformedAmount(f"{text!r} is too large for an amount")
    return -amount if sign else amount


def x12(amount: int) -> str:
    """Write cents in the shortest R form: 12500 is "125", -1250 is "-12.5", 5 is ".05" written "0.05"."""
    whole, fraction = divmod(abs(amount), 100)
    text = f"{whole}.{fraction:02d}".rstrip("0") if fraction else str(whole)
    return f"-{text}" if amount < 0 else text


def plain(amount: int) -> str:
    """1683.00: two decimals, ASCII minus; for files, forms and attributes."""
    whole, fraction = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{fraction:02d}"


def dollars(amount: int) -> str:
    """$1,683.00 for people; the minus is U+2212."""
    whole, fraction = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}${whole:,}.{fraction:02d}"


def percent_of(amount: int, percent: int, *, hundredths: bool = False) -> int:
    """`percent` of an amount in cents, half-even; with `hundredths`, 8725 means 87.25 %."""
    base = 10_000 if hundredths else 100
    quotient, remainder = divmod(amount * percent, base)
    if remainder * 2 > base or (remainder * 2 == base and quotient % 2):
        quotient += 1
    return quotient
