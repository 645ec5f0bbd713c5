"""The balancing equations of core.remittance.balance over columns: sums of many lines and claims at once.

What stands open at the end of a piece is carried into the next one, so that no piece need hold a whole claim.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from cleanclaim.core.x12.columns.build import Built
from cleanclaim.core.x12.columns.elements import Ints, Mask
from cleanclaim.core.x12.columns.sums import Sums


class Unequal(Struct, frozen=True):
    """A sum that does not hold: in cents, of the line or claim with this number and opening segment."""

    transaction: int
    claim: int
    line: int
    place: int  # its opening segment, as Places counts
    what: str
    stated: int
    computed: int


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
        """The tables of a piece whose segments are counted from `start`; at its end so many 835s were opened."""
        claims, lines, adjustments = built["claims"], built["lines"], built["adjustments"]
        self.lines.begin(len(lines.keys.line))
        self.claims.begin(len(claims.keys.claim))
        self.transactions.begin(transactions - self.transactions.first)
        self._state(claims, lines, start)
        taken = adjustments.cents["amount"]
        own = adjustments.keys.line == 0
        self.lines.add(adjustments.keys.line, adjusted=taken)
        self.claims.add(adjustments.keys.claim, adjusted=taken, own_adjusted=taken * own)
        self.transactions.add(claims.keys.transaction, claims_paid=claims.cents["paid"])
        provider = built["provider_adjustments"]
        self.transactions.add(provider.keys.transaction, provider_adjusted=provider.cents["amount"])
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

    def _state(self, claims: Built, lines: Built, start: int) -> None:
        for sums, one in ((self.claims, claims), (self.lines, lines)):
            sums.state("charge", one.cents["charge"])
            sums.state("paid", one.cents["paid"])
            sums.state("transaction", one.keys.transaction)
            sums.state("place", one.rows + start)
        self.lines.state("claim", lines.keys.claim)
        one_each = np.ones(len(lines.rows), np.int64)
        self.claims.add(
            lines.keys.claim, lines=one_each, line_charge=lines.cents["charge"], line_paid=lines.cents["paid"]
        )

    def _spoil(self, one: Built) -> None:
        """What holds an amount that cannot be read is not summed: that is a fault of its own."""
        if one.bad is not None:
            bad = one.bad.astype(np.int64)
            self.lines.add(one.keys.line, bad=bad)
            self.claims.add(one.keys.claim, bad=bad)
            self.transactions.add(one.keys.transaction, bad=bad)

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
