"""Payments that come without an 835: a paper EOB with its check, a capitation check, a health center's wrap-around."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.remittance import post_claim_payment
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction, entry
from cleanclaim.core.ledger.work import Work


def post_paper_eob(claim: AnsweredClaim, state: AccountState, *, check_amount: int, check_number: str) -> Posting:
    """A paper EOB is an answered claim whose `cash` is lockbox_clearing; what the check holds beyond it is suspense.

    `check_amount` is the part of the check that this EOB should explain (J48).
    """
    posting = post_claim_payment(claim, state)
    rest = check_amount - claim.answer.paid
    draft = Draft(posting.state)
    draft.move(rest, to=(claim.cash, claim.payer), out_of=(chart.SUSPENSE, claim.payer), line=None)
    key = f"{claim.source_key.rpartition(':')[0] or claim.source_key}:rest"
    left = draft.transaction(key, "unposted_remainder", reference=check_number)
    work = [Work("unposted_remainder", rest, party=claim.payer, reference=check_number)] if rest else []
    return posting.then(post(posting.state, *left, work=work))


def check_explained(state: AccountState, *, payer: str, amount: int, source_key: str) -> Posting:
    """The check was in the bank before anybody knew what for (it waits in era_clearing); its paper EOB has come now."""
    draft = Draft(state)
    draft.move(amount, to=(chart.ERA, payer), out_of=(chart.LOCKBOX, payer), line=None)
    return post(state, *draft.transaction(source_key, "check_explained"))


def capitation_received(state: AccountState, *, payer: str, amount: int, source_key: str) -> Posting:
    """A month's capitation check through the lockbox (J21); in an 835 it is PLB CT."""
    draft = Draft(state)
    draft.move(amount, to=(chart.LOCKBOX, payer), out_of=("capitation_revenue", payer), line=None)
    return post(state, *draft.transaction(source_key, "capitation_received"))


def wrap_accrued(state: AccountState, *, payer: str, rate: int, paid: int, source_key: str) -> Posting:
    """What the State owes a health center on a visit: the PPS rate less what managed care paid (J53)."""
    draft, due = Draft(state), rate - paid
    draft.move(due, to=("wrap_receivable", payer), out_of=("wrap_revenue", payer), line=None)
    work = [Work("wrap_claim", due, party=payer)] if due else []
    return post(state, *draft.transaction(source_key, "wrap_accrued"), work=work)


def wrap_settled(
    state: AccountState, *, payer: str, paid: int, disallowed: int, source_key: str, bank: str = "bank:1"
) -> Posting:
    """The State's settlement; what it disallows is revenue taken back and looked at."""
    moves = [
        (chart.BANK, bank, paid),
        ("wrap_revenue", payer, disallowed),
        ("wrap_receivable", payer, -paid - disallowed),
    ]
    entries = tuple(entry(account, party, None, net) for account, party, net in moves if net)
    work = [Work("wrap_variance", disallowed, party=payer)] if disallowed else []
    return post(state, Transaction(source_key, "wrap_settled", entries), work=work)
