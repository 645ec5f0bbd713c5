"""What has been read once is not read again: segments and amounts repeat by the thousand."""

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
MOST = 65_536  # texts
LONGEST = 160  # characters


class Memo(dict[str, V]):
    """Text → what `read` makes of it.  Bounded: it starts again when it is full, and long texts are not kept."""

    def __init__(self, read: Callable[[str], V], most: int = MOST) -> None:
        super().__init__()
        self._read, self._most = read, most

    def __missing__(self, text: str) -> V:
        value = self._read(text)
        if len(text) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value
