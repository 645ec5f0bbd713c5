"""A file cut into smaller ones, each whole by itself: by interchange, by transaction, or an 837 by claims."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.files.framing import Texts, framed
from cleanclaim.core.x12.files.levels import claims_with_levels, renumbered
from cleanclaim.core.x12.segment import Group, InterchangeHeader
from cleanclaim.core.x12.stream import Part, Source, read_stream


class By(StrEnum):
    """Where to cut."""

    interchange = "interchange"
    transaction = "transaction"
    claim = "claim"


class Piece(Struct, frozen=True):
    """One of the smaller files: a number from 1, what is in it ("837", "835+999") and its bytes."""

    number: int
    kind: str
    content: bytes


class Whole(Struct, frozen=True):
    """A transaction with its envelope, its segments as sent; `parts` are cut before each opener."""

    opened: Opened
    parts: tuple[Part, ...]

    @property
    def texts(self) -> list[str]:
        """ST to SE."""
        return [text for part in self.parts for text in part.texts]


def cut(source: Source, by: By, *, file: str = "", claims: int = 1) -> Iterator[Piece]:
    """The pieces in order; by claim each holds at most `claims` of an 837, other transactions stay whole.

    Levels above a claim are repeated in every piece that needs them, HL numbers and counts are made right.  An 835 is
    never cut inside, since its payment is the sum of its claims.  Raises MalformedInterchange as the readers do.
    """
    number = 0
    for header, transactions in _interchanges(source, file):
        for kind, groups in _cut(transactions, by, claims):
            number += 1
            yield Piece(number, kind, framed(header, groups))


def wholes(source: Source, *, file: str = "") -> Iterator[Whole]:
    """Every transaction of a file, whole."""
    opened: Opened | None = None
    parts: list[Part] = []
    for event in read_stream(source, file=file):
        if isinstance(event, Opened):
            opened, parts = event, []
        elif isinstance(event, Part):
            parts.append(event)
        elif isinstance(event, Closed) and opened:
            yield Whole(opened, tuple(parts))


def _interchanges(source: Source, file: str) -> Iterator[tuple[InterchangeHeader, list[Whole]]]:
    """Neighbors of one ISA together."""
    together: list[Whole] = []
    for whole in wholes(source, file=file):
        if together and whole.opened.interchange is not together[0].opened.interchange:
            yield together[0].opened.interchange, together
            together = []
        together.append(whole)
    if together:
        yield together[0].opened.interchange, together


Groups = list[tuple[Group, Sequence[Texts]]]


def _cut(transactions: list[Whole], by: By, claims: int) -> Iterator[tuple[str, Groups]]:
    if by is By.interchange:
        kinds = dict.fromkeys(whole.opened.kind for whole in transactions)
        yield "+".join(kinds), _grouped(transactions)
        return
    for whole in transactions:
        if by is By.claim and whole.opened.kind == "837":
            for texts in _by_claims(whole, claims):
                yield whole.opened.kind, [(whole.opened.group, [texts])]
        else:
            yield whole.opened.kind, [(whole.opened.group, [whole.texts])]


def _grouped(transactions: list[Whole]) -> Groups:
    groups: dict[int, tuple[Group, list[Texts]]] = {}
    for whole in transactions:
        groups.setdefault(id(whole.opened.group), (whole.opened.group, []))[1].append(whole.texts)
    return list(groups.values())


def _by_claims(whole: Whole, most: int) -> Iterator[Texts]:
    head, claims = claims_with_levels(whole.parts)
    for start in range(0, len(claims), most):
        separator = whole.opened.interchange.delimiters.element
        yield [*head, *renumbered(claims[start : start + most], separator), whole.parts[-1].texts[-1]]
