"""Patient money that does not stay where it was put: bounced, charged back, or on the wrong person's account."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.receipts import Money, age, credit_applied, oldest_first
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.ledger.work import Work


def receipt_returned(
    receipt: Transaction, state: AccountState, *, patient: str, money: Money, source_key: str
) -> Posting:
    """A bounced check or a chargeback: what the receipt paid is owed again, and the money leaves `money` (D12).

    What it had left as credit goes first; credit used elsewhere since is taken off those lines, newest first.  Fees
    that it paid are owed again.  Of what was refunded, a refund still to be paid is stopped, and one that went out is
    the patient's to give back.
    """
    draft = Draft(state)
    amount, fees = _amount(receipt, patient), -receipt.net(chart.FEES, party=patient)
    needed = amount - fees
    for line, part in _lines_paid_by(receipt, patient, state):
        needed -= unapply(draft, patient, line, min(part, needed))
    needed -= min(needed, state.of(chart.CREDITS, patient))
    for known in sorted(state.lines.values(), key=age, reverse=True):
        needed -= unapply(draft, patient, known.line, needed)
    stopped = min(needed, state.of("patient_refunds_payable", patient))
    for account, refunded in (("patient_refunds_payable", stopped), (chart.FEES, fees + needed - stopped)):
        draft.move(refunded, to=(account, patient), out_of=(chart.CREDITS, patient), line=None)
    draft.move(amount, to=(chart.CREDITS, patient), out_of=money, line=None)
    return post(
        state,
        *draft.transaction(source_key, "receipt_returned", reference=receipt.reference, reverses=receipt.source_key),
    )


def receipt_moved(receipt: Transaction, state: AccountState, *, owner: str, to: str, source_key: str) -> Posting:
    """Money put on the wrong person's account: taken off the lines, moved with approval, applied anew (J50)."""
    amount, fees = _amount(receipt, owner), -receipt.net(chart.FEES, party=owner)
    undo = Draft(state)
    undo.move(fees, to=(chart.FEES, owner), out_of=(chart.CREDITS, owner), line=None)
    for line, part in _lines_paid_by(receipt, owner, state):
        unapply(undo, owner, line, part)
    posting = post(state, *undo.transaction(f"unapply:{source_key}", "receipt_unapplied"))
    move = Draft(posting.state)
    move.move(amount, to=(chart.CREDITS, owner), out_of=(chart.CREDITS, to), line=None)
    why = Work("privacy_check", amount, party=to, note=f"a receipt or statement may have shown {to} to {owner}")
    posting = posting.then(post(posting.state, *move.transaction(f"move:{source_key}", "receipt_moved"), work=[why]))
    chosen = oldest_first(posting.state, to, amount)
    return posting.then(credit_applied(posting.state, patient=to, source_key=f"apply:{source_key}", chosen=chosen))


def _amount(receipt: Transaction, patient: str) -> int:
    """What was received, whatever it paid at once."""
    return sum(e.credit for e in receipt.entries if (e.account, e.party) == (chart.CREDITS, patient))


def _lines_paid_by(receipt: Transaction, patient: str, state: AccountState) -> list[tuple[str, int]]:
    return [
        (e.line, e.debit)
        for e in receipt.entries
        if (e.account, e.party) == (chart.CREDITS, patient) and e.debit and e.line in state.lines and e.line
    ]


def unapply(draft: Draft, patient: str, line: str, at_most: int) -> int:
    """Take patient money off a line again, never more than is on it."""
    part = max(0, min(at_most, draft.open(chart.CREDITS, patient, line)))
    draft.move(part, to=(chart.PATIENT, draft.state.lines[line].patient), out_of=(chart.CREDITS, patient), line=line)
    return part
