"""A payment whose parts do not add up: its whole amount waits in suspense until the payer sends it right (C10)."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction, reverse
from cleanclaim.core.ledger.work import Work


def payment_suspended(
    state: AccountState, *, payer: str, amount: int, source_key: str, trace_number: str = "", memo: str = ""
) -> Posting:
    """BPR02 of a remittance that a person lets in unproven: not a cent of it reaches a claim."""
    draft = Draft(state)
    draft.move(amount, to=(chart.ERA, payer), out_of=(chart.SUSPENSE, payer), line=None)
    work = [Work("remittance_in_suspense", amount, party=payer, reference=trace_number)]
    transactions = draft.transaction(source_key, "payment_suspended", reference=source_key, memo=memo)
    return post(state, *transactions, work=work)


def suspension_undone(suspended: Transaction, state: AccountState) -> Posting:
    """The payment has come right, or was let in by mistake: suspense is as it was before."""
    return post(state, reverse(suspended, f"{suspended.source_key}:undone"))
