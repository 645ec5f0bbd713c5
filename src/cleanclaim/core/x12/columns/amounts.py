"""Amounts of many elements at once, to the cent: whole numbers from digits, eight at a time, never a float."""

import numpy as np
from numpy.typing import NDArray

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12.columns.elements import Elements, Ints, Mask, Words

_WORD = 8  # bytes
ZEROS = np.uint64(0x3030303030303030)
_ABOVE_NINE = np.uint64(0x7676767676767676)
_HIGH_BITS = np.uint64(0x8080808080808080)
_EVEN = np.uint64(0x000000FF000000FF)
BYTE, _POINT = np.uint64(0xFF), np.uint64(ord("."))
_TENTHS, _HUNDREDTHS = np.uint64(48), np.uint64(40)  # bits before a point with one digit behind it, with two
_MINUS = ord("-")


def _last(count: int) -> int:
    """The last `count` bytes of a word."""
    return (2**64 - 1) >> (8 * (_WORD - count)) << (8 * (_WORD - count)) if count else 0


_KEEP = np.array([_last(count) for count in range(_WORD + 1)], np.uint64)
_FILL = ZEROS & ~_KEEP
# By the digits behind the point, which is taken out: what stands before it, what behind, hundredths in a unit.
_BEFORE = np.array([_last(8), ~_last(2) & (2**64 - 1), ~_last(3) & (2**64 - 1)], np.uint64)
_BEHIND = np.array([0, _last(1), _last(2)], np.uint64)
_SHIFT = np.array([0, 8, 8], np.uint64)
_HOLE = np.array([0, ord("0"), ord("0")], np.uint64)
_UNIT = np.array([100, 10, 1], np.int64)


def cents(elements: Elements, found: Ints) -> tuple[Ints, Mask]:
    """The amounts of the texts at `found`, and which of them are amounts; the others, the empty ones too, are 0.

    As core.money reads them.  What is not made of a minus, up to eight digits and a point is read there, one by one.
    """
    length = elements.lengths(found)
    value, good = _short(elements.last_bytes(found), length)
    rest = np.flatnonzero(~good & (length > 0))
    if len(rest):
        rest = _negative(elements, found, rest, value, good)
        rest = _long(elements, found, rest, value, good)
        _one_by_one(elements, found, rest, value, good)
    return value, good


def _short(word: Words, length: NDArray[np.int32]) -> tuple[Ints, Mask]:
    """Texts of at most eight bytes without a minus, each at the end of its word; longer ones are not good."""
    size = np.minimum(length, _WORD)
    word = word & _KEEP.take(size) | _FILL.take(size)
    behind = (word >> _TENTHS & BYTE == _POINT).astype(np.int8)
    behind += (word >> _HUNDREDTHS & BYTE == _POINT).astype(np.int8) << 1
    good = (behind < 3) & (length > (behind > 0)) & (length <= _WORD)
    behind *= good
    word = (word & _BEFORE.take(behind)) << _SHIFT.take(behind) | word & _BEHIND.take(behind) | _HOLE.take(behind)
    nibbles = word ^ ZEROS
    good &= are_digits(nibbles)
    return np.where(good, _number(pairs_of(nibbles)) * _UNIT.take(behind), 0), good


def _negative(elements: Elements, found: Ints, rows: Ints, value: Ints, good: Mask) -> Ints:
    """Short texts behind a minus; returns the rows that are something else."""
    some = found.take(rows)
    length = elements.lengths(some)
    is_negative = (elements.first_bytes(some) == _MINUS) & (length <= _WORD)
    amount, is_amount = _short(elements.last_bytes(some), length - 1)
    is_amount &= is_negative
    good[rows], value[rows] = is_amount, np.where(is_amount, -amount, 0)
    return rows[~is_amount]


def _long(elements: Elements, found: Ints, rows: Ints, value: Ints, good: Mask) -> Ints:
    """A minus, up to eight digits, a point and two more; returns the rows that are something else."""
    some = found.take(rows)
    length = elements.lengths(some)
    is_negative = elements.first_bytes(some) == _MINUS
    whole, is_whole = _digits(elements.last_bytes(some, before=3), length - 3 - is_negative)
    end = elements.last_bytes(some)
    behind, is_behind = _digits(end, np.full(len(some), 2, np.int32))
    is_amount = is_whole & is_behind & (length > _WORD) & (end >> _HUNDREDTHS & BYTE == _POINT)
    amount = whole * 100 + behind
    good[rows], value[rows] = is_amount, np.where(is_amount, np.where(is_negative, -amount, amount), 0)
    others: Ints = rows[~is_amount]
    return others


def _digits(word: Words, size: NDArray[np.int32]) -> tuple[Ints, Mask]:
    """The number that the last bytes of each word write, and whether they are one to eight digits."""
    some = np.clip(size, 0, _WORD)
    nibbles = (word & _KEEP.take(some) | _FILL.take(some)) ^ ZEROS
    return _number(pairs_of(nibbles)), are_digits(nibbles) & (size == some) & (size > 0)


def are_digits(nibbles: Words) -> Mask:
    """Whether every byte of a word is at most 9."""
    digits: Mask = ((nibbles + _ABOVE_NINE) | nibbles) & _HIGH_BITS == 0
    return digits


def pairs_of(nibbles: Words) -> Words:
    """Every other byte of a word, from the first on: the number of two digits."""
    return nibbles * np.uint64(10) + (nibbles >> np.uint64(8))


def _number(pairs: Words) -> Ints:
    low = (pairs & _EVEN) * np.uint64(0x000F424000000064)
    high = (pairs >> np.uint64(16) & _EVEN) * np.uint64(0x0000271000000001)
    return ((low + high) >> np.uint64(32)).view(np.int64)


def _one_by_one(elements: Elements, found: Ints, rows: Ints, value: Ints, good: Mask) -> None:
    known: dict[str, int | None] = {}
    for row, text in zip(rows.tolist(), elements.some(found.take(rows)), strict=True):
        if text not in known:
            known[text] = _amount(text)
        amount = known[text]
        good[row], value[row] = amount is not None, amount or 0


def _amount(text: str) -> int | None:
    """None for what is no amount."""
    try:
        return money.cents(text)
    except MalformedAmount:
        return None


def why_not(text: str) -> str:
    """The words for a text that is no amount."""
    try:
        money.cents(text)
    except MalformedAmount as error:
        return str(error) if text else "an amount is missing here"
    raise AssertionError(f"{text!r} is an amount")
