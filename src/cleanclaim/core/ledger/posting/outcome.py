"""What an event did: transactions, the work it leaves, and the account after it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.ledger.work import Work

Disposition = Literal["posted", "held", "informational"]
_RANK: tuple[Disposition, ...] = ("held", "posted", "informational")


class Posting(Struct, frozen=True):
    """`state` is the account after all `transactions`, which are checked and may be saved as they are."""

    state: AccountState
    transactions: tuple[Transaction, ...] = ()
    work: tuple[Work, ...] = ()
    disposition: Disposition = "posted"

    def then(self, following: "Posting") -> "Posting":
        """Two events one after the other: held if either is, informational only if both are."""
        return Posting(
            following.state,
            self.transactions + following.transactions,
            self.work + following.work,
            min(self.disposition, following.disposition, key=_RANK.index),
        )


def post(
    state: AccountState,
    *transactions: Transaction,
    work: Iterable[Work] = (),
    disposition: Disposition | None = None,
) -> Posting:
    """Check each transaction, advance the account, and prove that no receivable fell below zero (B2, B3)."""
    for transaction in transactions:
        state = state.after(transaction.check())
        for line in {e.line for e in transaction.entries if e.line in state.lines}:
            _assert_bounds(state, str(line), transaction)
    return Posting(state, transactions, tuple(work), disposition or ("posted" if transactions else "informational"))


def _assert_bounds(state: AccountState, line: str, transaction: Transaction) -> None:
    """Between the steps of a void payments are back and write-offs not yet: only there may the charge be passed."""
    known = state.lines[line]
    opens = {key: net for key, net in known.balances.items() if key[0] in chart.RECEIVABLES}
    where = f"{transaction.source_key}: line {line}, charge {known.charge}, open {opens}"
    assert all(net >= 0 for net in opens.values()), f"less than nothing is owed: {where}"
    assert sum(opens.values()) <= known.charge or transaction.kind == "charge_voided", f"too much is owed: {where}"
