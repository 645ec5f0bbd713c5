"""Segments of an 837 written at once as text; what repeats in a file is checked and written once."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from cleanclaim.core.x12 import Delimiters, Row
from cleanclaim.core.x12.characters import CharacterSet
from cleanclaim.core.x12.encoder import Encoder

K = TypeVar("K")
T = TypeVar("T")
_MOST_KEPT = 10_000


class NeedsCare(Exception):
    """Something cannot be carried as it is: the rows of the loop, one by one, are folded or refused."""


class Known(dict[K, T], Generic[K, T]):
    """What has been written of values; bounded, so that no file fills the memory."""

    def __init__(self, write: Callable[[K], T]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: K) -> T:
        if len(self) >= _MOST_KEPT:
            self.clear()
        written = self[value] = self._write(value)
        return written


class Texts:
    """How one interchange writes segments: its delimiters and its characters."""

    def __init__(self, delimiters: Delimiters, characters: CharacterSet) -> None:
        self._delimiters = delimiters
        self._encoder = Encoder(delimiters, characters)
        self.said: list[str] = []  # values in what was written, not yet checked

    def template(self, text: str) -> str:
        """The segments with their delimiters (`*`, `:`, `~` where others are in use) and `%s` for each element."""
        own = {"*": self._delimiters.element, ":": self._delimiters.component, "~": self._delimiters.segment}
        return "".join(own[sign].replace("%", "%%") if sign in own else sign for sign in text)

    def of(self, rows: Sequence[Row]) -> str:
        """The rows as text; raises NeedsCare."""
        text = self._encoder.joined(rows)
        if text is None:
            raise NeedsCare
        return text

    def after(self, name: str, row: Row) -> str:
        """What a segment says behind its name and its terminator before."""
        return self.of([row])[len(name) : -1]

    def check(self, *values: str) -> None:
        """Raises NeedsCare unless all of it is data."""
        if not self._encoder.allows("".join(values)):
            raise NeedsCare

    def prove(self) -> None:
        """Raises NeedsCare unless all that was `said` since the last time is data."""
        self.check(*self.said)
        self.said.clear()
