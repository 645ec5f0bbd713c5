"""Where segments stand in the file: their number in the interchange, and their byte."""

from cleanclaim.core.x12.blocks import Block
from cleanclaim.core.x12.columns.pieces import Piece

_KEPT = 64  # pieces; what opened before them is reported without its byte


class Places:
    """Counts the segments of the file from 1, and remembers the pieces that may still be asked for."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, int, Block, int]] = []  # the place, number and index in the block of the first
        self.next = 1

    def add(self, piece: Piece, number: int) -> int:
        """The place of the piece's first segment, which is segment `number` of its interchange."""
        start = self.next
        self._pieces.append((start, number, piece.block, piece.index))
        self.next += len(piece.elements.first)
        return start

    def forget(self, before: int) -> None:
        """Nobody will ask for a place before this one, nor in the pieces that end there."""
        while len(self._pieces) > 1 and self._pieces[1][0] <= before:
            del self._pieces[0]
        del self._pieces[:-_KEPT]

    def find(self, place: int) -> tuple[int, int]:
        """The number and the byte of a segment; the byte is 0 when that was too long ago."""
        start, number, block, index = next((one for one in reversed(self._pieces) if one[0] <= place), self._pieces[0])
        if place < start:
            return 0, 0
        return number + place - start, block.offset(index + place - start)
