"""The walk over the pieces of a file: each into tables, with what joins them and what is wrong."""

import numpy as np
import pyarrow as pa

from cleanclaim.core.x12.columns.amounts import why_not
from cleanclaim.core.x12.columns.balance import Balance, Unequal
from cleanclaim.core.x12.columns.build import Builder, Built
from cleanclaim.core.x12.columns.faults import Fault, Faults, unequal
from cleanclaim.core.x12.columns.frame import Ended, Frame, Run
from cleanclaim.core.x12.columns.keys import KeyCounter, Keys, Openers
from cleanclaim.core.x12.columns.kinds import CODES, WHOLE, ByKind, kinds_of
from cleanclaim.core.x12.columns.others import others
from cleanclaim.core.x12.columns.pieces import Piece
from cleanclaim.core.x12.columns.places import Places
from cleanclaim.core.x12.columns.schema import CENTS, FROM_SEGMENTS
from cleanclaim.core.x12.columns.transactions import transactions
from cleanclaim.core.x12.errors import X12Error

Gathered = dict[str, list[pa.Table]]
_STATED_BY = {
    "service line": ("2110", "SVC03"),
    "claim": ("2100", "CLP04"),
    "charges of its lines": ("2100", "CLP03"),
    "payments of its lines": ("2100", "CLP04"),
}


class Walk:
    """Reads piece after piece."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.frame, self.counter, self.balance = Frame(self.faults), KeyCounter(), Balance()
        self.places = Places()

    def take(self, piece: Piece, gathered: Gathered) -> None:
        """The next piece.  Raises MalformedInterchange after it when the envelope cannot be trusted."""
        kinds = kinds_of(piece.names)
        runs = self.frame.runs(piece, kinds)
        numbers = self.frame.numbers
        start = self.places.add(piece, numbers)
        if any(number for _, number in runs):
            self._tables(piece, runs, ByKind(kinds), start, gathered)
        else:
            self._ended(gathered)
        self.places.forget(self.balance.open_place() or self.places.next)
        if self.frame.error:
            raise self.frame.error

    def _tables(self, piece: Piece, runs: list[Run], by_kind: ByKind, start: int, gathered: Gathered) -> None:
        """What the 835s of a piece say."""
        groups = np.concatenate((by_kind[CODES["LX"]], by_kind[CODES["PLB"]]))
        opens = Openers(by_kind[CODES["CLP"]], by_kind[CODES["SVC"]], groups)
        keys = self.counter.keys(runs, opens, self.frame.numbers)
        built = self._build(piece, by_kind, keys, start)
        for name, one in built.items():
            gathered.setdefault(name, []).append(one.table)
        rows = [by_kind[code] for code in WHOLE] + [one.left for one in built.values()]
        gathered.setdefault("others", []).append(others(piece.elements, np.unique(np.concatenate(rows)), keys))
        self._claimless(by_kind, keys, start)
        for unequal_sum in self.balance.take(built, self.frame.opened, start):
            self._unequal(unequal_sum)
        self._ended(gathered)
        self.balance.carry()

    def end(self, gathered: Gathered) -> None:
        """The file ends."""
        self.frame.end()
        for one in self.balance.end():
            self._unequal(one)
        self._ended(gathered)

    def give_up(self, error: X12Error, gathered: Gathered) -> None:
        """Nothing can be read after this error."""
        for one in self.balance.end():
            self._unequal(one)
        self.faults.blame(error)
        if self.frame.header:
            self.frame.ended.append(Ended(self.frame.header, ()))
        self._ended(gathered)

    def _build(self, piece: Piece, by_kind: ByKind, keys: Keys, start: int) -> dict[str, Built]:
        elements = piece.elements

        def blame(row: int, position: int, found: int, kind: str) -> None:
            name = f"{elements.text(int(elements.first[row]))}{position:02d}"
            self._unreadable(keys, start, row, (name, elements.text(found)), kind)

        tables = [(table, [by_kind[CODES[name]] for name in table.segments]) for table in FROM_SEGMENTS]
        return Builder(elements, ord(piece.delimiters.component), keys, blame).build(tables)

    def _claimless(self, by_kind: ByKind, keys: Keys, start: int) -> None:
        """Lines and adjustments without a claim."""
        for name in ("SVC", "CAS"):
            rows = by_kind[CODES[name]]
            for row in rows[keys.claim.take(rows) == 0].tolist():
                message = f"{name} stands before any CLP"
                self._fault(start + row, (int(keys.transaction[row]), 0, 0), "2000", name, message)

    def _unreadable(self, keys: Keys, start: int, row: int, element: tuple[str, str], kind: str) -> None:
        """An element of segment `row` that is not what its kind says; `element` is its name and its text."""
        name, value = element
        if kind == CENTS:
            message = why_not(value)
        else:
            message = f"{value!r} is not a date (CCYYMMDD)"
        owner = int(keys.transaction[row]), int(keys.claim[row]), int(keys.line[row])
        is_provider = name.startswith("PLB")
        loop = "PLB" if is_provider else "2110" if owner[2] else "2100" if owner[1] else "header"
        self._fault(start + row, (owner[0], 0, 0) if is_provider else owner, loop, name, message, value)

    def _unequal(self, one: Unequal) -> None:
        loop, element = _STATED_BY[one.what]
        message, sums = unequal(one.what, one.stated, one.computed), (one.stated, one.computed)
        self._fault(one.place, (one.transaction, one.claim, one.line), loop, element, message, sums=sums)

    def _fault(
        self,
        place: int,
        owner: tuple[int, int, int],
        loop: str,
        element: str,
        message: str,
        value: str = "",
        sums: tuple[int | None, int | None] = (None, None),
    ) -> None:
        number, offset = self.places.find(place)
        transaction, claim, line = (key or None for key in owner)
        self.faults.add(
            Fault(transaction, claim, line, number, offset, loop, element, value, "", message, sums[0], sums[1])
        )

    def _ended(self, gathered: Gathered) -> None:
        """Rows of the transactions that have ended, with what their headers and totals say."""
        ended, self.frame.ended = self.frame.ended, []
        for one in ended:
            for error in one.problems:
                self.faults.blame(error, transaction=one.header.number)
            for error in one.header.problems():
                error.offset = one.header.offset(error.segment)
                self.faults.blame(error, transaction=one.header.number)
            sums = self.balance.transaction(one.header.number)
            for fault in one.header.imbalances(*sums) if sums else ():
                self.faults.add(fault)
        gathered.setdefault("transactions", []).append(transactions([one.header.row() for one in ended]))
        gathered.setdefault("errors", []).append(self.faults.taken())
