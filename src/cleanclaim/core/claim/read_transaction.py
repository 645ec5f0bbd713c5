"""One 837 as its parts come: the head, the levels, and each claim as soon as it is whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from cleanclaim.core.claim.batch import Batch, Level, read_head
from cleanclaim.core.claim.levels import Levels
from cleanclaim.core.claim.pieces import Cut, Part, Piece
from cleanclaim.core.claim.read_claim import ClaimReader
from cleanclaim.core.claim.read_fault import located
from cleanclaim.core.claim.texts import Texts, Unreadable
from cleanclaim.core.claim.value import Claim, Kind
from cleanclaim.core.x12.envelope import Opened
from cleanclaim.core.x12.errors import X12Error

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("X222", "X298", "X098"), "837P"),
    **dict.fromkeys(("X223", "X299", "X096"), "837I"),
    **dict.fromkeys(("X224", "X300", "X097"), "837D"),
}
_BY_SERVICE: dict[str, Kind] = {"SV1": "837P", "SV2": "837I", "SV3": "837D"}


def kind_of(version: str, services: Sequence[str] = ()) -> Kind:
    """By the guide that is named, else by the segment of the first service line."""
    for mark, kind in _KINDS.items():
        if mark in version:
            return kind
    return next((_BY_SERVICE[name] for name in services if name in _BY_SERVICE), "837P")


class TransactionReader:
    """Takes the parts of one 837 as they come, and gives a claim as soon as it is whole."""

    def __init__(self, opened: Opened, texts: Texts, file: str, before: "TransactionReader | None" = None) -> None:
        self._opened, self.texts, self._file = opened, texts, file
        self._kind = kind_of(opened.version)
        self._is_known = any(mark in opened.version for mark in _KINDS)
        self._reads: Callable[[str, list[Any]], Claim] | None = None
        if before and before.texts is texts and before._kind == self._kind:
            self._reads = before._reads
        self._levels = Levels(texts, self._kind)
        self._head: list[str] = []
        self._is_in_head = True
        self._claim: list[Piece] = []  # more than one where it is longer than a part

    def take(self, part: Part) -> Iterator[Batch | Claim | Level | X12Error]:
        """The next part; a Batch when the head is whole, a claim or its error when another or a level follows it."""
        if part.name == "ST":
            return
        if part.name == "SE":
            yield from self.end()
            return
        cut = Cut(part, self.texts.delimiters)
        before = cut.pieces[0][1:]
        if before and self._claim:
            self._claim.append(Piece(before, cut, 0))
        elif before and self._is_in_head:
            self._head += before.split(self.texts.terminator)
        for at, text in enumerate(cut.pieces[1:], start=1):
            if self._claim:
                yield self._read_claim()
            elif self._is_in_head:
                yield self._batch()
            if text.startswith("CLM"):
                self._claim = [Piece(text, cut, at)]
                continue
            for left in self._levels.enter(text):
                piece = Piece(text, cut, at)
                yield left if isinstance(left, Level) else located(left, [piece], self.texts.separator, self._file)

    def end(self) -> Iterable[Batch | Claim | Level | X12Error]:
        """What was open is whole: the head, a claim, or a level without one."""
        if self._claim:
            return (self._read_claim(),)
        return (self._batch(),) if self._is_in_head else self._levels.left()

    def _batch(self) -> Batch:
        self._is_in_head = False
        opened = self._opened
        return Batch(
            kind=self._kind,
            version=opened.version,
            control_number=opened.control_number,
            group=opened.group,
            interchange=opened.interchange,
            **read_head(self.texts, self._head),
        )

    def _read_claim(self) -> Claim | X12Error:
        pieces, self._claim = self._claim, []
        values = self._levels.values()
        text = pieces[0].text if len(pieces) == 1 else self.texts.terminator.join([piece.text for piece in pieces])
        try:
            if values is None:
                clm, message = pieces[0].texts[0], "the claim stands under no level (HL)"
                raise Unreadable(clm, 0, message, expected="an HL before it", code="")
            return (self._reads or self._reader(pieces))(text, values)
        except Unreadable as fault:
            return located(fault, pieces, self.texts.separator, self._file)

    def _reader(self, pieces: Sequence[Piece]) -> Callable[..., Claim]:
        if not self._is_known:
            services = [text[:3] for piece in pieces for text in piece.texts]
            self._kind = kind_of(self._opened.version, services)
        self._reads = ClaimReader(self.texts, self._kind)
        return self._reads
