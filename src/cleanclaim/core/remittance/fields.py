"""How segments fill a draft: each has a taker, which puts what it says where it belongs."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from cleanclaim.core.remittance.drafts import Draft
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.loops import Table
from cleanclaim.core.remittance.memo import Memo
from cleanclaim.core.x12.errors import MalformedSegment

Taker = Callable[[Draft, str], None]
Taking = Callable[[str], Taker]
"""Who takes a segment that starts with this name and qualifier."""
Step = tuple[int, Taker]
V = TypeVar("V")

ALSO, ORDER = -2, -1  # the last two fields of every value that stands for a loop
UNUSUAL = ("?",)  # in `order` of a draft: the segments may not be as we would write them
KEY = 7  # characters of a segment that tell its name and qualifier
MOST = 1_000  # of one kind in a loop; the guide's limit is 99
OPENS_BELOW = {"SVC"}  # segments that end the loop they follow
_BELOW = -1  # their rank
_TOO_MANY = "5"  # IK304


def steps(table: Table, takers: dict[str, Taking], elements: Elements) -> Memo[Step]:
    """The first characters of a segment, which hold its name and qualifier → its rank and who takes it."""
    leave = leaving(elements)

    def step(start: str) -> Step:
        name, _, rest = start.partition(elements.separator)
        if name in OPENS_BELOW:
            return _BELOW, leave
        qualifier = rest.partition(elements.separator)[0]
        at = table.rank(name, qualifier)
        prefix = f"{name}{elements.separator}{qualifier}{elements.separator}"
        return (at, takers[table.rows[at].field](prefix)) if at < table.end else (at, leave)

    return Memo(step)


def fill(draft: Draft, texts: Iterator[str], steps: Memo[Step]) -> str:
    """The loop's segments into the draft, up to one that opens another, which is given back; empty text at the end."""
    before = 0
    for text in texts:
        rank, take = steps[text[:KEY]]
        if rank < before:
            if rank == _BELOW:
                return text
            draft[ORDER] = UNUSUAL
        before = rank
        take(draft, text)
    return ""


def leaving(elements: Elements) -> Taker:
    """Into `also`: no field holds it."""

    def leave(draft: Draft, text: str) -> None:
        draft[ALSO] = joined(draft[ALSO], (elements.sent(text),))
        draft[ORDER] = UNUSUAL

    return leave


def gathering(at: int, read: Callable[[str], tuple[V, ...]], elements: Elements) -> Taking:
    """Behind what the field holds already; what `read` makes nothing of is left."""
    leave = leaving(elements)

    def gather(draft: Draft, text: str) -> None:
        found = read(text)
        if not found:
            leave(draft, text)
            return
        held = draft[at]
        draft[at] = joined(held, found) if held else found

    return lambda prefix: gather


def pairing(at: int, elements: Elements) -> Taking:
    """REF and QTY: behind the pairs that the field holds already."""
    separator, leave, gathers = elements.separator, leaving(elements), gathering(at, elements.pair, elements)

    def taking(prefix: str) -> Taker:
        kind, start = prefix.split(separator)[1], len(prefix)
        if start > KEY:
            return gathers(prefix)

        def pair(draft: Draft, text: str) -> None:
            value, held = text[start:], draft[at]
            if not value or separator in value:
                leave(draft, text)
            else:
                draft[at] = joined(held, ((kind, value),)) if held else ((kind, value),)

        return pair

    return taking


def pricing(at: int, elements: Elements) -> Taking:
    """AMT: behind the amounts that the field holds already."""
    separator, cents, gathers = elements.separator, elements.cents, gathering(at, elements.amount, elements)

    def taking(prefix: str) -> Taker:
        kind, start = prefix.split(separator)[1], len(prefix)
        gather = gathers(prefix)
        if start > KEY:
            return gather

        def price(draft: Draft, text: str) -> None:
            amount, held = text[start:], draft[at]
            if separator in amount:
                gather(draft, text)
            else:
                draft[at] = joined(held, ((kind, cents[amount]),)) if held else ((kind, cents[amount]),)

        return price

    return taking


def setting(at: int, read: Callable[[str], V | None], default: V | None, elements: Elements) -> Taking:
    """Into a field that only one segment can fill; what `read` makes nothing of is left."""
    leave = leaving(elements)

    def put(draft: Draft, text: str) -> None:
        found = read(text)
        if found is None or draft[at] is not default:
            leave(draft, text)
        else:
            draft[at] = found

    return lambda prefix: put


def joined(held: tuple[V, ...], found: tuple[V, ...]) -> tuple[V, ...]:
    """One behind the other, within reason."""
    if len(held) > MOST:
        raise MalformedSegment(f"more than {MOST} segments of its kind in one loop", code=_TOO_MANY)
    return held + found
