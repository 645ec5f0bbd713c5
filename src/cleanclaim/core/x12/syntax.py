"""What X12 005010 says of every segment (`guides/segments.yaml`): types, lengths and relations of its elements."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanclaim.core.tables import read_table

_TOKEN = re.compile(r"\d+\*[(\[]|[()\[\]]|[^\s()\[\]]+")
_ELEMENT = re.compile(r"(?:(\d+)\*)?(N0(?=-)|[A-Z]+)-?(\d+)-(\d+)(?:@(\d+))?(?:\^(\d+))?")
_RELATION = re.compile(r"([PRECL])((?:\d\d)+)")


class ElementType(Struct, frozen=True):
    """An element or a component; with `parts` it is a composite."""

    kind: str = ""  # AN, ID, N0, R, DT, TM; empty for a composite
    least: int = 0
    most: int = 0
    format_at: int = 0  # which element or component names its format; 0: none
    parts: tuple["ElementType", ...] = ()
    repeats: int = 1  # how often it may stand, apart by the repetition delimiter


class Relation(Struct, frozen=True):
    """A syntax note: P paired, R required, E exclusion, C conditional, L list conditional."""

    kind: str
    positions: tuple[int, ...]


class SegmentType(Struct, frozen=True):
    """One segment of the standard."""

    elements: tuple[ElementType, ...]
    relations: tuple[Relation, ...] = ()


@cache
def segment_types() -> dict[str, SegmentType]:
    """Every segment that a guide here uses, by name."""
    text = files("cleanclaim.core.x12").joinpath("guides/segments.yaml").read_text(encoding="utf-8")
    return {str(name): _segment(line) for name, line in read_table(text).items()}


def _segment(line: str) -> SegmentType:
    elements, _, relations = line.partition("/")
    tokens = iter(_TOKEN.findall(elements))
    found = (_RELATION.fullmatch(note) for note in relations.split())
    return SegmentType(
        tuple(_elements(tokens)),
        tuple(Relation(m[1], tuple(int(m[2][i : i + 2]) for i in range(0, len(m[2]), 2))) for m in found if m),
    )


def _elements(tokens: Iterator[str]) -> Iterator[ElementType]:
    """Elements up to the closing bracket or the end."""
    for token in tokens:
        if token in {")", "]"}:
            return
        if token[-1] in "([":
            times = int(token[:-2] or 1) if token[-2:-1] == "*" else 1
            inner = tuple(_elements(tokens))
            for _ in range(times):
                yield from (ElementType(parts=inner),) if token[-1] == "(" else inner
            continue
        match = _ELEMENT.fullmatch(token)
        assert match, f"segments.yaml: {token}"
        element = ElementType(match[2], int(match[3]), int(match[4]), int(match[5] or 0), repeats=int(match[6] or 1))
        yield from (element for _ in range(int(match[1] or 1)))
