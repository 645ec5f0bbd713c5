"""Two files compared, transaction by transaction, claim by claim, segment by segment; their envelopes do not count."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from msgspec import Struct

from cleanclaim.core.x12.files.cut import wholes
from cleanclaim.core.x12.stream import Part, Source

_CLAIM = {"CLM", "CLP"}


class Difference(Struct, frozen=True):
    """Segments that only one file has, or that differ; `elements` are the positions that do ("CLM02")."""

    transaction: str  # "837 0001"
    place: str  # "claim 26463774", "HL 2", "header"
    before: tuple[str, ...]  # texts of the first file
    after: tuple[str, ...]
    elements: tuple[str, ...] = ()


def differences(first: Source, second: Source, *, names: tuple[str, str] = ("", "")) -> Iterator[Difference]:
    """Every difference in order.  Claims are matched by control number, wherever they stand in their transaction.

    Raises MalformedInterchange as the readers do; `names` are what it calls the files.
    """
    before, after = (list(wholes(one, file=name)) for one, name in zip((first, second), names, strict=True))
    for number in range(max(len(before), len(after))):
        one = before[number] if number < len(before) else None
        other = after[number] if number < len(after) else None
        named = one or other
        assert named
        name = f"{named.opened.kind} {named.opened.control_number}"
        yield from _in_transaction(name, _places(one.parts if one else ()), _places(other.parts if other else ()))


Places = dict[str, list[str]]


def _places(parts: Sequence[Part]) -> Places:
    """The texts of each claim, level or header by its name, elements parted by "*" whatever the file uses."""
    places: Places = {}
    place = "header"
    for part in parts:
        first = part.first
        if first.id in _CLAIM:
            place = _free(f"claim {first[1]}", places)
        elif first.id == "HL":
            place = f"HL {first[1]}"
        elif first.id in {"PLB", "SE"}:
            place = "end"
        texts = [_plain(text, part) for text in part.texts if first.id not in {"ST", "SE"}]
        places.setdefault(place, []).extend(texts)
    return places


def _free(name: str, places: Places) -> str:
    """Claims of one number are told apart by how many came before."""
    count = 2
    candidate = name
    while candidate in places:
        candidate, count = f"{name} ({count})", count + 1
    return candidate


def _plain(text: str, part: Part) -> str:
    """As it is, or with the usual delimiters instead of the file's own."""
    own = part.delimiters
    return text.translate({ord(own.element): "*", ord(own.component): ":"}) if own.element != "*" else text


def _in_transaction(name: str, before: Places, after: Places) -> Iterator[Difference]:
    for place in dict.fromkeys((*before, *after)):
        one, other = _apart(before.get(place, []), after.get(place, []))
        for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag != "equal":
                old, new = tuple(one[start:end]), tuple(other[other_start:other_end])
                yield from _paired(name, place, old, new)


def _apart(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Without what both begin and end with, so that long places that are nearly alike are compared at once."""
    begin = _alike(one, other)
    one, other = one[begin:], other[begin:]
    end = _alike(reversed(one), reversed(other))
    return one[: len(one) - end], other[: len(other) - end]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many they have in common before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _paired(name: str, place: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    """Segments of one name that stand opposite each other differ in elements; others are there or not."""
    if len(old) == len(new) and all(a.split("*")[0] == b.split("*")[0] for a, b in zip(old, new, strict=True)):
        for a, b in zip(old, new, strict=True):
            yield Difference(name, place, (a,), (b,), tuple(_elements(a.split("*"), b.split("*"))))
    else:
        yield Difference(name, place, old, new)


def _elements(old: list[str], new: list[str]) -> Iterator[str]:
    for position in range(1, max(len(old), len(new))):
        if old[position : position + 1] != new[position : position + 1]:
            yield f"{old[0]}{position:02d}"
