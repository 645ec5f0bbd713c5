"""Where segments stand in the file: their number in the interchange, and their byte."""

from cleanclaim.core.x12.columns.elements import Ints
from cleanclaim.core.x12.columns.pieces import Piece

_KEPT = 16  # pieces; what opened before them is reported without its place


class Places:
    """Counts the segments of the file from 1, and remembers the pieces that may still be asked for."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, Piece, Ints]] = []  # the place of its first segment, and the numbers of all
        self.next = 1

    def add(self, piece: Piece, numbers: Ints) -> int:
        """The place of the piece's first segment."""
        start = self.next
        self._pieces.append((start, piece, numbers))
        self.next += len(numbers)
        return start

    def forget(self, before: int) -> None:
        """Nobody will ask for a place before this one."""
        while len(self._pieces) > 1 and self._pieces[1][0] <= before:
            del self._pieces[0]
        del self._pieces[:-_KEPT]

    def find(self, place: int) -> tuple[int, int]:
        """The number and the byte of a segment; 0 when that was too long ago."""
        start, piece, numbers = next((one for one in reversed(self._pieces) if one[0] <= place), self._pieces[0])
        if place < start:
            return 0, 0
        return int(numbers[place - start]), piece.offset(place - start)
