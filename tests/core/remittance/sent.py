"""What was sent and what would be written, segment for segment, in one form: amounts minimal, no empty ends."""

from collections.abc import Iterable

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12 import Delimiters, Row, Transaction


def sent_rows(transaction: Transaction) -> list[tuple[str, ...]]:
    """The segments between ST and SE."""
    body = [segment for segment in transaction.segments if segment.id not in {"ST", "SE"}]
    return [_formed(segment.elements, transaction.interchange.delimiters) for segment in body]


def written_rows(rows: Iterable[Row], delimiters: Delimiters) -> list[tuple[str, ...]]:
    return [_formed((_text(element, delimiters) for element in row), delimiters) for row in rows]


def _text(element, delimiters: Delimiters) -> str:
    return element if isinstance(element, str) else delimiters.component.join(element)


def _formed(elements: Iterable[str], delimiters: Delimiters) -> tuple[str, ...]:
    name, *texts = (_minimal(text.rstrip(delimiters.component)) for text in elements)
    while texts and not texts[-1]:
        texts.pop()
    return (name, *texts)


def _minimal(text: str) -> str:
    try:
        return money.x12(money.cents(text))
    except MalformedAmount:
        return text
