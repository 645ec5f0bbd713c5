"""A unit is posted, and what it sets free with it; a held claim is released."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import holding
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.unit import Unit, fault_of
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.remittance.value import ClaimPayment


def post_unit(reversals: Sequence[AnsweredClaim], answers: Sequence[AnsweredClaim], state: AccountState) -> Posting:
    """Undo what is reversed, post what is answered; then a correction that waited for this reversal posts too."""
    unit = Unit(Draft(state))
    for claim in reversals:
        unit.reverse(claim)
    for claim in answers:
        unit.answer(claim)
    posting = unit.close([*reversals, *answers])
    return posting.then(_release_waiting(reversals[0], posting.state)) if unit.has_taken_back else posting


def release(claim: AnsweredClaim, state: AccountState) -> Posting:
    """Unpark one held claim and post it by its new match: "release:<key>" and "post:<key>".

    Raises ActRefused when it would only be held again.
    """
    waiting = [
        answer
        for line in state.lines.values()
        for answer in line.answers
        if answer.source_key == claim.source_key and answer.standing == "held"
    ]
    unit = _unparked(claim, waiting, state)
    if claim.answer.is_reversal:
        unit.reverse(claim)
    else:
        unit.answer(claim)
    if "held" in unit.dispositions:
        raise ActRefused(f"{claim.claim} still cannot be posted: {unit.work[-1].kind.replace('_', ' ')}")
    return unit.close([claim])


def _release_waiting(reversal: AnsweredClaim, state: AccountState) -> Posting:
    """A correction that came before its reversal was held; now that the reversal is in, it posts (E6, E7)."""
    posting = post(state)
    lines = [line.line for line in reversal.match.billed]
    for key, waiting in holding.waiting_answers(state, lines, reversal.payer).items():
        if fault_of(waiting, posting.state):
            continue
        claim = _as_claim(reversal, key, waiting)
        unit = _unparked(claim, waiting, posting.state)
        unit.post_answers(claim, [replace(answer, standing="posted") for answer in waiting])
        posting = posting.then(unit.close([claim]))
    return posting


def _unparked(claim: AnsweredClaim, waiting: Sequence[Answer], state: AccountState) -> Unit:
    """A unit whose first act is to take the claim's cash out of unapplied cash again."""
    key, draft = claim.source_key, Draft(state)
    draft.parked += holding.parked(
        claim, -claim.answer.paid, key, source_key=f"release:{key}", kind="claim_payment_released"
    )
    for answer in waiting:
        draft.undone(answer)
    return Unit(draft, prefix="post:")


def _as_claim(reversal: AnsweredClaim, key: str, waiting: Sequence[Answer]) -> AnsweredClaim:
    """The held claim again, as far as posting needs it."""
    answer = ClaimPayment(
        patient_control_number=reversal.claim,
        status=waiting[0].status,
        charge=sum(a.charge for a in waiting),
        paid=sum(a.paid for a in waiting),
        payer_claim_control_number=waiting[0].payer_claim_control_number,
    )
    return replace(reversal, answer=answer, source_key=key)
