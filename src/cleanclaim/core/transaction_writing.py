"""A file written from the values of its transactions, as `transaction_stream` reads it."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, TypeVar

from msgspec.structs import replace

from cleanclaim.core.acknowledgment import write_ta1
from cleanclaim.core.claim import Batch
from cleanclaim.core.claim.write import FUNCTIONAL_CODE, TextWriter
from cleanclaim.core.remittance import ClaimGroup, Remittance, RemittanceEnd
from cleanclaim.core.remittance.write import write_835_pieces
from cleanclaim.core.transactions import ACKNOWLEDGMENT, CLAIMS, KINDS, Read
from cleanclaim.core.x12 import Envelope, interchange_chunks
from cleanclaim.core.x12.encoder import Part
from cleanclaim.core.x12.errors import X12Error

Head = TypeVar("Head")


def write_values(values: Iterable[Read | X12Error], envelope: Envelope) -> bytes:
    """One interchange of values of one kind, as `read_values` or `stream_values` gives them.

    A Batch begins a transaction of claims, a Remittance one of payments.  Raises UnwritableValue for what X12 cannot
    carry, ValueError for values of several kinds, which belong into groups, and so into files, of their own, and for
    the claims of a remittance without its head; and the first error among them, since a file that leaves out what could
    not be read would be another.
    """
    some = list(_read(values))
    return b"".join(value_chunks(with_groups(some, groups_of(some)), envelope))


def value_chunks(values: Iterable[Read | X12Error], envelope: Envelope) -> Iterator[bytes]:
    """As `write_values`, a piece at a time, in memory bounded by a claim.

    An 835 in pieces tells its groups last, but they are written first: `with_groups` gives them to its head.  Raises
    ValueError where that is left out.
    """
    some = _read(values)
    first = next(some, None)
    if first is None:
        raise ValueError("one file is of one kind, not none")
    name = first.transaction
    own = _of_one_kind(chain((first,), some), name)
    if name == ACKNOWLEDGMENT:
        yield write_ta1(list(own), envelope)
        return
    code, version = (
        (FUNCTIONAL_CODE, CLAIMS[name]) if name in CLAIMS else (KINDS[name].functional_code, KINDS[name].version)
    )
    yield from interchange_chunks(envelope, code, version, _bodies(name, own, envelope))


def groups_of(values: Iterable[Read | X12Error]) -> Iterator[tuple[ClaimGroup, ...]]:
    """The groups of each 835, which one in pieces tells last: its RemittanceEnd."""
    for head, pieces in _headed((one.value for one in _read(values)), Remittance):
        told = next((one.groups for one in pieces if isinstance(one, RemittanceEnd)), None)
        if head:
            yield head.groups if told is None else told


def with_groups(values: Iterable[Read | X12Error], groups: Iterable[tuple[ClaimGroup, ...]]) -> Iterator[Read]:
    """The values, each Remittance with the next of the groups."""
    some = iter(groups)
    for one in _read(values):
        if isinstance(one.value, Remittance):
            yield Read(one.transaction, replace(one.value, groups=next(some, one.value.groups)))
        else:
            yield one


def _read(items: Iterable[Read | X12Error]) -> Iterator[Read]:
    for item in items:
        if isinstance(item, X12Error):
            raise item
        yield item


def _of_one_kind(values: Iterable[Read], name: str) -> Iterator[Any]:
    for one in values:
        if one.transaction != name:
            raise ValueError(f"one file is of one kind, not {name} and {one.transaction}")
        yield one.value


def _bodies(name: str, values: Iterator[Any], envelope: Envelope) -> Iterator[tuple[str, Iterable[Part]]]:
    """Each transaction, from ST01 to what stands between ST and SE."""
    if name in CLAIMS:
        written = TextWriter(envelope.delimiters)
        for batch, claims in _headed(values, Batch):
            yield "837", written(claims, batch or Batch(kind=name))
    elif name == "835":
        for head, pieces in _headed(values, Remittance):
            if head is None:
                raise ValueError("claims of a remittance without its head before them")
            yield "835", write_835_pieces(head, pieces)
    else:
        kind = KINDS[name]
        yield from ((kind.transaction, kind.write(value, envelope.moment)) for value in values)


def _headed(values: Iterable[Any], head: type[Head]) -> Iterator[tuple[Head | None, Iterator[Any]]]:
    """Each head with the values that follow it, to be taken before the next; None where they begin without one."""
    count = 0

    def place(value: Any) -> int:
        nonlocal count
        count += isinstance(value, head)
        return count

    return (_led(some, head) for _, some in groupby(values, place))


def _led(values: Iterator[Any], head: type[Head]) -> tuple[Head | None, Iterator[Any]]:
    first = next(values)
    return (first, values) if isinstance(first, head) else (None, chain((first,), values))
