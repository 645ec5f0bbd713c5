"""Segments compared as X12 means them: amounts by their value, empty ends not at all."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cleanclaim.core.x12 import Envelope, Row, Transaction, read_transactions, write_interchange
from cleanclaim.core.x12.errors import X12Error


def bodies(transaction: Transaction) -> list[list[str]]:
    """The segments between ST and SE as texts, numbers in their shortest form."""
    return [[_plain(text) for text in segment.elements] for segment in transaction.segments[1:-1]]


def sent_again(transaction: Transaction, rows: Iterable[Row], envelope: Envelope) -> Transaction:
    """The rows written with the delimiters of the transaction and read back."""
    delimiters = transaction.interchange.delimiters
    own = Envelope("A", "B", 1, envelope.moment, delimiters=delimiters)
    content = write_interchange(own, transaction.group.functional_code, transaction.version, [(transaction.kind, rows)])
    (again,) = read_transactions(content)
    return again


def transactions_of(folder: Path, kind: str, version: str) -> Iterator[Transaction]:
    """Those of one kind and version in a folder of files; unreadable files are passed over."""
    for path in sorted(folder.iterdir()):
        try:
            found = list(read_transactions(path))
        except X12Error:
            continue
        yield from (one for one in found if one.kind == kind and one.version.startswith(version))


def _plain(text: str) -> str:
    head, point, tail = text.partition(".")
    if point and (head.removeprefix("-") + tail).isdigit():
        return f"{head or '0'}.{tail}".rstrip("0").rstrip(".")
    return text
