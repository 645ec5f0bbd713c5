"""Money that goes back to whom it belongs: approved first, paid later, never one party's for another (D8)."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.receipts import Money
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work


def refund_approved(state: AccountState, *, party: str, amount: int, source_key: str) -> Posting:
    """An approved refund, not paid yet.  A payer's comes off its overpaid lines in order.

    Raises ActRefused for more than is held for that party.
    """
    source, payable = _accounts(party)
    if not 0 < amount <= state.of(source, party):
        raise ActRefused(f"{state.of(source, party)} cents are held for {party}, not {amount}")
    draft, left = Draft(state), amount
    for (account, whose, line), held in state.held.items():
        if (account, whose) == (source, party) and account == chart.OVERPAYMENTS:
            part = min(left, held)
            draft.move(part, to=(source, party), out_of=(payable, party), line=line or None)
            left -= part
    if source == chart.CREDITS:
        draft.move(amount, to=(source, party), out_of=(payable, party), line=None)
    work = [Work("disburse_refund", amount, party=party)]
    return post(state, *draft.transaction(source_key, "refund_approved"), work=work)


def refund_paid(state: AccountState, *, party: str, amount: int, money: Money, source_key: str) -> Posting:
    """The check or card refund has gone out.  Raises ActRefused for more than was approved."""
    payable = _accounts(party)[1]
    if not 0 < amount <= state.of(payable, party):
        raise ActRefused(f"{state.of(payable, party)} cents are approved for {party}, not {amount}")
    draft = Draft(state)
    draft.move(amount, to=(payable, party), out_of=money, line=None)
    return post(state, *draft.transaction(source_key, "refund_paid"))


def escheated(state: AccountState, *, party: str, to: str, amount: int, source_key: str) -> Posting:
    """A stale credit goes to the State's unclaimed property (J63); `to` is "state:NY"."""
    source = _accounts(party)[0]
    if not 0 < amount <= state.of(source, party):
        raise ActRefused(f"{state.of(source, party)} cents are held for {party}, not {amount}")
    draft = Draft(state)
    draft.move(amount, to=(source, party), out_of=("unclaimed_property", to), line=None)
    return post(
        state,
        *draft.transaction(source_key, "escheated"),
        work=[Work("file_unclaimed_property", amount, party=party)],
    )


def _accounts(party: str) -> tuple[str, str]:
    """Where money of a party is held, and where an approved refund of it waits."""
    if party.startswith("payer:"):
        return chart.OVERPAYMENTS, "payer_refunds_payable"
    return chart.CREDITS, "patient_refunds_payable"
