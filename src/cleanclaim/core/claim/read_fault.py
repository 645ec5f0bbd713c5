"""Where in the file an element of a claim stands that means nothing."""

from collections.abc import Sequence
from typing import Protocol

from cleanclaim.core.claim.texts import Unreadable
from cleanclaim.core.x12.errors import MalformedSegment


class Texted(Protocol):
    """Segments that follow each other, as texts: a Part of a stream, or cut from a Transaction."""

    name: str
    text: str
    number: int

    @property
    def texts(self) -> list[str]: ...

    def offset(self, number: int) -> int: ...


def located(fault: Unreadable, parts: Sequence[Texted], separator: str, file: str) -> MalformedSegment:
    """The fault with its place in the file; `parts` are those of the claim."""
    elements = fault.text.split(separator)
    part, index = _place(parts, fault.text)
    return MalformedSegment(
        fault.message,
        file=file,
        segment=part.number + index,
        loop=_loop_of(parts, part.number + index, separator),
        element=f"{elements[0]}{fault.position:02d}" if fault.position else elements[0],
        value=elements[fault.position] if 0 < fault.position < len(elements) else "",
        expected=fault.expected,
        code=fault.code,
        offset=part.offset(part.number + index),
    )


def _place(parts: Sequence[Texted], text: str) -> tuple[Texted, int]:
    """Where this very text stands, else the claim; of segments that are alike the first was read first."""
    places = ((part, index) for part in parts for index, own in enumerate(part.texts) if own == text)
    return next(places, (parts[0], 0))


def _loop_of(parts: Sequence[Texted], number: int, separator: str) -> str:
    """The guide's loop of segment `number`, by the segments of the claim before it."""
    before = ((part.number + at, text) for part in parts for at, text in enumerate(part.texts))
    names = [text.partition(separator)[0] for at, text in before if at <= number]
    if "LX" in names:
        line = names[len(names) - names[::-1].index("LX") :]
        return "2430" if "SVD" in line else "2410" if names[-1] == "CTP" else "2400"
    return "2300" if "SBR" not in names else "2330B" if "NM1" in names[names.index("SBR") :] else "2320"
