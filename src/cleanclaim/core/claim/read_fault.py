"""Where in the file an element of a claim stands that means nothing."""

from collections.abc import Sequence

from cleanclaim.core.claim.pieces import Piece
from cleanclaim.core.claim.texts import Unreadable
from cleanclaim.core.x12.errors import MalformedSegment


def located(fault: Unreadable, pieces: Sequence[Piece], separator: str, file: str) -> MalformedSegment:
    """The fault with its place in the file; `pieces` are those of the claim."""
    elements = fault.text.split(separator)
    piece, index = _place(pieces, fault.text)
    return MalformedSegment(
        fault.message,
        file=file,
        segment=piece.number + index,
        loop=_loop_of(pieces, piece.number + index, separator),
        element=f"{elements[0]}{fault.position:02d}" if fault.position else elements[0],
        value=elements[fault.position] if 0 < fault.position < len(elements) else "",
        expected=fault.expected,
        code=fault.code,
        offset=piece.offset(piece.number + index),
    )


def _place(pieces: Sequence[Piece], text: str) -> tuple[Piece, int]:
    """Where this very text stands, else the claim; of segments that are alike the first was read first."""
    places = ((piece, index) for piece in pieces for index, own in enumerate(piece.texts) if own == text)
    return next(places, (pieces[0], 0))


def _loop_of(pieces: Sequence[Piece], number: int, separator: str) -> str:
    """The guide's loop of segment `number`, by the segments of the claim before it."""
    before = ((piece.number + at, text) for piece in pieces for at, text in enumerate(piece.texts))
    names = [text.partition(separator)[0] for at, text in before if at <= number]
    if "HL" in names:
        return "2000"
    if "LX" in names:
        line = names[len(names) - names[::-1].index("LX") :]
        return "2430" if "SVD" in line else "2410" if names[-1] == "CTP" else "2400"
    return "2300" if "SBR" not in names else "2330B" if "NM1" in names[names.index("SBR") :] else "2320"
