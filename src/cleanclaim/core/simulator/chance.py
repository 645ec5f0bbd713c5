"""Chance that repeats itself: a draw is a digest of the seed and of what it is drawn for, so order never matters."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, *about: object) -> int:
    """A whole number from 0 to 2^64 - 1, the same for the same seed and subject."""
    text = "\x1f".join((str(seed), *(str(part) for part in about)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def below(limit: int, seed: int, *about: object) -> int:
    """A number from 0 to `limit` - 1."""
    return number(seed, *about) % limit


def happens(per_thousand: int, seed: int, *about: object) -> bool:
    """Whether something that befalls `per_thousand` of a thousand befalls this one."""
    return below(1000, seed, *about) < per_thousand


def pick(choices: Sequence[T], seed: int, *about: object) -> T:
    """One of the choices."""
    return choices[below(len(choices), seed, *about)]
