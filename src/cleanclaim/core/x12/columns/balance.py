"""The balancing equations of core.remittance.balance over columns: sums of many lines and claims at once.

What stands open at the end of a piece is carried into the next one, so that no piece need hold a whole claim.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from cleanclaim.core.x12.columns.build import Built
from cleanclaim.core.x12.columns.elements import Ints, Mask


class Unequal(Struct, frozen=True):
    """A sum that does not hold: in cents, of the line or claim with this number and opening segment."""

    transaction: int
    claim: int
    line: int
    place: int  # its opening segment, as Places counts
    what: str
    stated: int
    computed: int


class Sums:
    """Per line, claim or transaction: sums of cents.  Slot 0 is what stood open before."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.first = 0  # the number of slot 0
        self.carried = dict.fromkeys(names, 0)
        self.now: dict[str, Ints] = {}

    def begin(self, size: int) -> None:
        """A piece that opens `size` more of them."""
        self.now = {name: np.zeros(size + 1, np.int64) for name in self.names}
        for name, value in self.carried.items():
            self.now[name][0] = value

    def add(self, name: str, keys: Ints, values: Ints) -> None:
        """Each value to the one with its number; numbers never fall, and 0 belongs to none."""
        if not keys.all():
            some = keys != 0
            keys, values = keys[some], values[some]
        size = len(self.now[name])
        ends = np.cumsum(np.bincount(keys - self.first, minlength=size))
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(values))).take(ends)
        self.now[name][0] += sums[0]
        self.now[name][1:] += np.diff(sums)

    def end(self) -> None:
        """The last one stays open."""
        self.carried = {name: int(values[-1]) for name, values in self.now.items()}
        self.first += len(self.now[self.names[0]]) - 1


_LINE = ("transaction", "claim", "place", "charge", "paid", "adjusted", "bad")
_CLAIM = (
    *("transaction", "place", "charge", "paid", "adjusted", "bad"),
    *("lines", "line_charge", "line_paid", "own_adjusted"),
)
_TRANSACTION = ("claims_paid", "provider_adjusted", "bad")


class Balance:
    """Proves the sums of lines and claims, and keeps those of transactions."""

    def __init__(self) -> None:
        self.lines, self.claims, self.transactions = Sums(_LINE), Sums(_CLAIM), Sums(_TRANSACTION)

    def take(self, built: dict[str, Built], transactions: int, start: int) -> Iterator[Unequal]:
        """The tables of a piece that opens so many transactions, and whose segments are counted from `start`."""
        claims, lines, adjustments = built["claims"], built["lines"], built["adjustments"]
        self.lines.begin(len(lines.keys.line))
        self.claims.begin(len(claims.keys.claim))
        self.transactions.begin(transactions)
        self._stated(claims, lines, start)
        taken = adjustments.cents["amount"]
        self.lines.add("adjusted", adjustments.keys.line, taken)
        self.claims.add("adjusted", adjustments.keys.claim, taken)
        self.claims.add("own_adjusted", np.where(adjustments.keys.line == 0, adjustments.keys.claim, 0), taken)
        self.transactions.add("claims_paid", claims.keys.transaction, claims.cents["paid"])
        provider = built["provider_adjustments"]
        self.transactions.add("provider_adjusted", provider.keys.transaction, provider.cents["amount"])
        for one in (claims, lines, adjustments, provider):
            self._spoil(one)
        yield from self._unequal(slice(0, -1))

    def carry(self) -> None:
        """The piece is done: what is open at its end goes on."""
        for sums in (self.lines, self.claims, self.transactions):
            sums.end()

    def open_place(self) -> int:
        """Where the claim or line that goes on opened; 0 for none."""
        return min(self.claims.carried["place"] or self.lines.carried["place"], self.lines.carried["place"])

    def end(self) -> Iterator[Unequal]:
        """The last line and claim of the file."""
        for sums in (self.lines, self.claims, self.transactions):
            sums.begin(0)
        yield from self._unequal(slice(0, 1))

    def transaction(self, number: int) -> tuple[int, int] | None:
        """What its claims and its provider adjustments come to; None when one of their amounts cannot be read."""
        sums = {name: int(values[number - self.transactions.first]) for name, values in self.transactions.now.items()}
        return None if sums["bad"] else (sums["claims_paid"], sums["provider_adjusted"])

    def _stated(self, claims: Built, lines: Built, start: int) -> None:
        for sums, one, number in ((self.claims, claims, claims.keys.claim), (self.lines, lines, lines.keys.line)):
            for name in ("charge", "paid"):
                sums.add(name, number, one.cents[name])
            sums.add("transaction", number, one.keys.transaction)
            sums.add("place", number, one.rows + start)
        self.lines.add("claim", lines.keys.line, lines.keys.claim)
        self.claims.add("lines", lines.keys.claim, np.ones(len(lines.keys.claim), np.int64))
        self.claims.add("line_charge", lines.keys.claim, lines.cents["charge"])
        self.claims.add("line_paid", lines.keys.claim, lines.cents["paid"])

    def _spoil(self, one: Built) -> None:
        """What holds an amount that cannot be read is not summed: that is a fault of its own."""
        if one.bad is None:
            return
        bad = one.bad.astype(np.int64)
        self.lines.add("bad", one.keys.line, bad)
        self.claims.add("bad", one.keys.claim, bad)
        self.transactions.add("bad", one.keys.transaction, bad)

    def _unequal(self, slots: slice) -> Iterator[Unequal]:
        line, claim = self.lines.now, self.claims.now
        yield from self._compared(self.lines, slots, "service line", line["paid"], line["charge"] - line["adjusted"])
        yield from self._compared(self.claims, slots, "claim", claim["paid"], claim["charge"] - claim["adjusted"])
        has_lines = claim["lines"] > 0
        charges = np.where(has_lines, claim["line_charge"], claim["charge"])
        yield from self._compared(self.claims, slots, "charges of its lines", claim["charge"], charges)
        paid = np.where(has_lines, claim["line_paid"] - claim["own_adjusted"], claim["paid"])
        yield from self._compared(self.claims, slots, "payments of its lines", claim["paid"], paid)

    def _compared(self, sums: Sums, slots: slice, what: str, stated: Ints, computed: Ints) -> Iterator[Unequal]:
        now = sums.now
        differs: Mask = ((stated != computed) & (now["bad"] == 0) & (now["place"] > 0))[slots]
        for slot in np.flatnonzero(differs).tolist():
            number = sums.first + slot
            is_line = sums is self.lines
            yield Unequal(
                int(now["transaction"][slot]),
                int(now["claim"][slot]) if is_line else number,
                number if is_line else 0,
                int(now["place"][slot]),
                what,
                int(stated[slot]),
                int(computed[slot]),
            )
