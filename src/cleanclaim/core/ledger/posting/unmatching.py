"""Matching taken back: the claim is as if nobody had answered, and the money waits again.  No money moves."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import holding
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.reversal import Taken, take_back
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.work import Work


def unmatch(claim: AnsweredClaim, state: AccountState, *, held_as: str) -> Posting:
    """Undo what the answer posted on its lines and park its cash under the source key `held_as`.

    Raises ActRefused when nothing of it stands, when a line of it was voided or taken back since, so that its money is
    not all there to move, or when a later answer builds on it.
    """
    standing = _standing(claim, state)
    if not standing:
        raise ActRefused(f"nothing of {claim.claim} stands in the books")
    if sum(answer.paid for answer in standing) != claim.answer.paid:
        raise ActRefused(f"a line of {claim.claim} was voided or taken back since: its payment cannot be moved whole")
    draft = Draft(state)
    work = [each for answer in standing for each in take_back(draft, _own_mirror(answer))]
    work += draft.sweep()
    key, claim = f"unmatch:{claim.source_key}", replace(claim, payer=standing[0].payer)
    draft.parked = holding.parked(claim, claim.answer.paid, held_as, source_key=f"{key}:held", kind="unmatched_held")
    transactions = draft.transaction(key, "claim_payment_unmatched")
    lines = tuple(answer.line for answer in standing)
    work.append(Work("unidentified_payment", abs(claim.answer.paid), lines, claim.payer, reference=held_as))
    return post(draft.state, *transactions, *draft.parked, work=work, disposition="held")


def held_pair_cancelled(payment: AnsweredClaim, reversal: AnsweredClaim, state: AccountState) -> Posting:
    """A payer takes back what was never matched: both leave unapplied cash, and no claim is touched."""
    if payment.answer.paid + reversal.answer.paid:
        raise ActRefused(f"{reversal.claim} takes back another amount than {payment.claim} paid")
    transactions = [
        transaction
        for held in (payment, reversal)
        for transaction in holding.parked(
            held, -held.answer.paid, held.source_key, source_key=f"cancel:{held.source_key}", kind="held_cancelled"
        )
    ]
    return post(state, *transactions, disposition="posted")


def held_elsewhere(claim: AnsweredClaim, state: AccountState, *, held_with: str) -> Posting:
    """A payer may answer under another number than the claim was sent to: what waits under the one is the other's."""
    if held_with == claim.payer or not claim.answer.paid:
        return post(state)
    draft, key = Draft(state), claim.source_key
    draft.move(claim.answer.paid, to=(chart.UNAPPLIED, held_with), out_of=(chart.UNAPPLIED, claim.payer), line=None)
    return post(
        state, *draft.transaction(f"moved:{key}", "held_payer_moved", reference=key), disposition="informational"
    )


def _standing(claim: AnsweredClaim, state: AccountState) -> Sequence[Answer]:
    standing = [
        answer
        for line in claim.match.billed
        for answer in state.lines[line.line].answers
        if answer.source_key == claim.source_key and answer.standing == "posted"
    ]
    for answer in standing:
        line = state.lines[answer.line]
        later = line.answers[line.answers.index(answer) + 1 :]
        if any(each.standing == "posted" and each.posted for each in later):
            raise ActRefused(f"a later answer to {claim.claim} builds on it: unmatch that one first")
    return standing


def _own_mirror(answer: Answer) -> Taken:
    """What the payer would send to take it back whole."""
    negated = tuple(replace(each, amount=-each.amount) for each in answer.adjustments)
    return Taken(replace(answer, charge=-answer.charge, paid=-answer.paid, adjustments=negated), answer)
