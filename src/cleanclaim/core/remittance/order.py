"""The order of a loop's segments: that of its table, or the one in which they were sent."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.loops import Table
from cleanclaim.core.remittance.value import Sent
from cleanclaim.core.x12 import Row

_KNOWN_BY_QUALIFIER = {"AMT", "CAS", "DTM", "LQ", "NM1", "PER", "QTY", "REF"}
_IN_ALSO = "+"


def arranged(table: Table, rows: Iterable[Row], also: tuple[Sent, ...], order: tuple[str, ...]) -> list[Row]:
    """The rows of a loop in the order of its table, or in `order`; rows that it does not name come last."""
    placed = sorted([*rows, *also], key=lambda row: table.rank(*_name(row)))
    if not order:
        return placed
    waiting: dict[str, deque[Row]] = defaultdict(deque)
    for row in placed:
        waiting[_token(row, also)].append(row)
    named = [rows.popleft() for token in order if (rows := waiting[token] or waiting[_other(token)])]
    unnamed = [row for row in placed if row in waiting[_token(row, also)]]
    return named + unnamed


def order_sent(
    texts: Sequence[str], written: Sequence[Row], also: tuple[Sent, ...], elements: Elements
) -> tuple[str, ...]:
    """`order` for a loop that was sent as `texts` and would be written as `written`: none where that is the same."""
    sent = tuple(_token(elements.sent(text), also) for text in texts)
    return () if sent == tuple(_token(row, also) for row in written) else sent


def _token(row: Row, also: tuple[Sent, ...]) -> str:
    """What `order` calls a segment: DTM233, CASCO, SVC; with a plus when it stands in `also`."""
    name, qualifier = _name(row)
    token = f"{name}{qualifier}" if name in _KNOWN_BY_QUALIFIER else name
    return f"{token}{_IN_ALSO}" if row in also else token


def _other(token: str) -> str:
    """What the segment is called when a field holds it and not `also`, or the other way round."""
    return token.removesuffix(_IN_ALSO) if token.endswith(_IN_ALSO) else f"{token}{_IN_ALSO}"


def _name(row: Row) -> tuple[str, str]:
    name, first = row[0], row[1] if len(row) > 1 else ""
    return str(name), first if isinstance(first, str) else ""
