"""Reading whole transactions and interchanges: each with the envelope around it and what is wrong with that.

Only one transaction is in memory at a time, and the one before it, which waits for the trailers that concern it.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Interchange, InterchangeHeader, Segment, Transaction
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream

Item = InterchangeHeader | Transaction | Segment | X12Error


def read_transactions(source: Source, *, file: str = "") -> Iterator[Transaction]:
    """Every transaction of every interchange, in order.

    Raises MalformedInterchange, at its place, when the envelope cannot be trusted; smaller faults (a count or control
    number that differs, a missing trailer) are `problems` of the transactions they concern.
    """
    return (item for item in _items(source, file) if isinstance(item, Transaction))


def read_interchanges(source: Source, *, file: str = "") -> Iterator[Interchange]:
    """Every interchange, whole; raises as `read_transactions` does."""
    header: InterchangeHeader | None = None
    items: list[Item] = []
    for item in _items(source, file):
        if isinstance(item, InterchangeHeader):
            if header:
                yield _interchange(header, items, file)
            header, items = item, []
        else:
            items.append(item)
    if header:
        yield _interchange(header, items, file)


def _interchange(header: InterchangeHeader, items: list[Item], file: str) -> Interchange:
    return Interchange(
        header=header,
        transactions=tuple(item for item in items if isinstance(item, Transaction)),
        acknowledgments=tuple(item for item in items if isinstance(item, Segment)),
        problems=tuple(item for item in items if isinstance(item, X12Error)),
        file=file,
    )


def _items(source: Source, file: str) -> Iterator[Item]:
    """A transaction is given when the next item comes: a fault of the trailers after it is its problem."""
    file = name_of(source, file)
    opened: Opened | None = None
    parts: list[Part] = []
    waiting: Transaction | None = None
    for event in read_stream(source, file=file):
        match event:
            case Part():
                parts.append(event)
            case Opened():
                opened, parts = event, []
            case Closed():
                assert opened
                if waiting:
                    yield waiting
                waiting = transaction_of(opened, parts, event, file)
            case X12Error() if waiting:
                waiting = replace(waiting, problems=(*waiting.problems, event))
            case _:
                if waiting:
                    yield waiting
                waiting = None
                yield event
    if waiting:
        yield waiting


def transaction_of(opened: Opened, parts: Sequence[Part], closed: Closed, file: str) -> Transaction:
    """A transaction from the parts of a stream, ST and SE among them."""
    return Transaction(
        kind=opened.kind,
        version=opened.version,
        control_number=opened.control_number,
        segments=tuple(chain.from_iterable(part.segments() for part in parts)),
        group=opened.group,
        interchange=opened.interchange,
        file=file,
        problems=closed.problems,
        parts=tuple(parts),
    )
