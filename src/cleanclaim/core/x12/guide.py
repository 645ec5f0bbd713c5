"""Implementation guides as data (`guides/*.yaml`): loops, segments, usage, repeats, codes.  `837p.yaml` says how."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanclaim.core.tables import read_table
from cleanclaim.core.x12.guide_table import Table
from cleanclaim.core.x12.guide_uses import ElementUse, Item, Loop, LoopUse, Qualifier, SegmentUse, spliced
from cleanclaim.core.x12.segment import Transaction

__all__ = [
    "GUIDES",
    "ElementUse",
    "Guide",
    "Item",
    "Loop",
    "LoopUse",
    "Qualifier",
    "SegmentUse",
    "guide",
    "guide_for",
    "guide_of",
    "guides",
    "spliced",
]

GUIDES = {
    "837p": ("837", "005010X222"),
    "837i": ("837", "005010X223"),
    "837d": ("837", "005010X224"),
    "835": ("835", "005010X221"),
    "270": ("270", "005010X279"),
    "271": ("271", "005010X279"),
    "276": ("276", "005010X212"),
    "277": ("277", "005010X212"),
    "277ca": ("277", "005010X214"),
    "278request": ("278", "005010X217"),
    "278response": ("278", "005010X217"),
    "999": ("999", "005010X231"),
}
"""Table → the transaction and version it is for, so that only the table asked for is read."""
_ANSWERS = frozenset({"HCR", "AAA"})  # what only the answer of two guides of one version holds


class Guide(Struct, frozen=True):
    """One transaction's guide."""

    name: str  # of its table: "837p"
    transaction: str
    version: str  # without addenda: "005010X222"
    title: str
    functional: str  # GS01
    root: Loop
    published: str = ""  # with its addenda: "005010X222A1"
    purposes: frozenset[str] = frozenset()  # BHT02 by which guides of one version are told apart; empty: any

    @property
    def loops(self) -> Iterator[Loop]:
        """Every loop once, in the guide's order."""
        seen: set[str] = set()
        waiting = [self.root]
        while waiting:
            loop = waiting.pop()
            if loop.id not in seen:
                seen.add(loop.id)
                waiting += [item.loop for item in reversed(loop.items) if isinstance(item, LoopUse)]
                yield loop


def guide_for(kind: str, version: str, purpose: str = "") -> Guide | None:
    """The guide of a transaction, None when there is none here.  Addenda (A1, E1 …) share their guide.

    `purpose` is BHT02.  It matters for the 278, whose request and answer have one version and two guides: a purpose of
    neither gives the request's.
    """
    names = [name for name, (own, root) in GUIDES.items() if own == kind and version.startswith(root)]
    if len(names) == 1:
        return guide(names[0])
    some = [guide(name) for name in names]
    return next((one for one in some if purpose in one.purposes), some[0] if some else None)


def guide_of(transaction: Transaction) -> Guide | None:
    """As `guide_for`; where BHT02 does not decide, what stands in the transaction does."""
    header = next((segment for segment in transaction.segments[:3] if segment.id == "BHT"), None)
    found = guide_for(transaction.kind, transaction.version, header[2] if header else "")
    if found is None or not found.purposes or (header and header[2] in found.purposes):
        return found
    is_answer = any(segment.id in _ANSWERS for segment in transaction.segments)
    return guide(f"{found.transaction}{'response' if is_answer else 'request'}")


def guides() -> tuple[Guide, ...]:
    """Every guide."""
    return tuple(guide(name) for name in GUIDES)


@cache
def guide(name: str) -> Guide:
    """The guide of a table, read once and only when it is asked for."""
    text = files("cleanclaim.core.x12").joinpath(f"guides/{name}.yaml").read_text(encoding="utf-8")
    table = read_table(text)
    purposes = frozenset(str(table["purpose"]).split("|")) if "purpose" in table else frozenset()
    kind, version = GUIDES[name]
    assert (kind, version) == (str(table["transaction"]), table["version"]), f"{name}.yaml is for another transaction"
    published = f"{version}{table.get('addenda', '')}"
    return Guide(name, kind, version, table["title"], table["functional"], Table(table).root, published, purposes)
