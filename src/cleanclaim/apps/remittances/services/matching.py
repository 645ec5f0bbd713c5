"""A person says which claim an answer speaks of, or that it does not speak of the claim it was matched with."""

import msgspec
from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.models import ApprovalRequest, HeldMoney
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.answered import claim_unanswered, claims_move
from cleanclaim.apps.remittances.choices import Disposition, MatchedBy
from cleanclaim.apps.remittances.errors import NotHeld, NotPostable
from cleanclaim.apps.remittances.follow_up import work_open
from cleanclaim.apps.remittances.matching import Found, TermsBook, answered, lines_billed
from cleanclaim.apps.remittances.posting import Posted, denied_lines
from cleanclaim.apps.remittances.services.asking import answer_asked_about, unmatching_ask
from cleanclaim.apps.remittances.services.deposits import remittance_settle
from cleanclaim.apps.remittances.services.underpayments import underpayments_keep
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.remittance import release_held
from cleanclaim.core.ledger.posting.unmatching import held_elsewhere, unmatch
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment

HELD_KINDS = ("unidentified_payment", "unmatched_service_line", "unexpected_payer", "correction_without_reversal")
NO_LONGER = ("voided", "replaced", "closed")
_payments = msgspec.json.Decoder(ClaimPayment)


@transaction.atomic
def remittance_claim_match(*, row: rows.RemittanceClaim, claim: Claim, by: Actor) -> None:
    """A person has found which claim a held answer speaks of: its money leaves unapplied cash and is posted.

    Raises NotHeld, and NotPostable when it would only be held again.
    """
    by.require("payment.post_manual")
    if row.disposition != Disposition.HELD:
        raise NotHeld("This answer is posted already. Nothing is posted twice.")
    matched = _answered(row, claim)
    parked = HeldMoney.objects.filter(account=chart.UNAPPLIED, reference=row.source_key).values_list("party", flat=True)
    held_with = next(iter(parked), f"payer:{row.remittance.payer_id}")
    matched = msgspec.structs.replace(matched, payer=matched.payer if matched.match.is_claim_known else held_with)
    before = account_state([int(line.line) for line in matched.match.billed], parties={held_with, matched.payer})
    posting = _released(matched, before, held_with)
    posting_save([posting], before, by=by, occurred_on=clock.today(), patient_id=claim.patient_id)
    row.claim, row.matched_by, row.disposition = claim, MatchedBy.PERSON, Disposition(posting.disposition)
    row.work, row.reason = msgspec.to_builtins(posting.work), ""
    row.is_denial = bool(denied_lines(matched, posting.work))
    row.save()
    _matched(row, Posted(row, matched, posting.work), by)


@transaction.atomic
def remittance_claim_unmatch(*, row: rows.RemittanceClaim, reason: str, by: Actor) -> ApprovalRequest | None:
    """The answer does not speak of the claim it was posted to: that is undone, and the money waits for another claim.

    Who may only ask for it asks another person above the own limit, and the request is returned.
    Raises NotPostable without a reason, and where something later builds on it.
    """
    by.require("payment.move_or_reverse")
    _may_be_unmatched(row, reason)
    if by.level("payment.move_or_reverse") == "request" and abs(row.paid) > by.limit_cents:
        return unmatching_ask(row, reason, by)
    _unmatch(row, reason, by)
    return None


@transaction.atomic
def unmatch_approved(*, request: ApprovalRequest, by: Actor) -> rows.RemittanceClaim:
    """Unmatch what was approved.  Raises NotPostable when it cannot be unmatched any more."""
    row = answer_asked_about(request)
    _may_be_unmatched(row, request.reason)
    _unmatch(row, request.reason, by)
    return row


def _unmatch(row: rows.RemittanceClaim, reason: str, by: Actor) -> None:
    claim, posted = row.claim, _answered(row, row.claim)
    row.unmatched += 1
    before = account_state([int(line.line) for line in posted.match.billed], parties={posted.payer})
    try:
        posting = unmatch(posted, before, held_as=row.source_key)
    except ActRefused as refused:
        raise NotPostable(f"Not unmatched: {refused}.") from refused
    posting_save([posting], before, by=by, occurred_on=clock.today(), patient_id=claim.patient_id)
    kinds = tuple({work["kind"] for work in row.work})
    row.claim, row.matched_by, row.disposition = None, MatchedBy.NONE, Disposition.HELD
    row.work, row.reason, row.is_denial = msgspec.to_builtins(posting.work), f"Unmatched: {reason}"[:300], False
    row.save()
    words = f"{row.patient_control_number} taken off {claim.control_number}, {dollars(row.paid)} held again"
    activity_record(subject=row, what="remittance_claim_unmatch", words=words, why=reason, by=by, amount=row.paid)
    work_items_close(subject=claim, kinds=kinds, by=by, resolution=words)
    claim_unanswered(claim, row, reason, by)
    rows.Underpayment.objects.filter(answer=row, dispute=None).delete()
    work_open(Posted(row, posted, posting.work), by)
    move(row=row.remittance, event="claim_unmatched", words=words, why=reason, by=by, amount=row.paid)


def _may_be_unmatched(row: rows.RemittanceClaim, reason: str) -> None:
    if not reason.strip():
        raise NotPostable("Say how you know that the answer speaks of another claim.")
    if row.claim_id is None or row.disposition != Disposition.POSTED:
        raise NotPostable("The answer is not posted to a claim.")
    if row.status_code == "22":
        raise NotPostable("A takeback follows the answer it takes back. Unmatch that one.")
    later = Claim.objects.filter(encounter_id=row.claim.encounter_id, coverage__rank__gt=_rank(row.claim))
    if following := later.exclude(state__in=NO_LONGER).first():
        raise NotPostable(
            f"{following.control_number} tells the next payer what this answer said. Cancel or void it first."
        )


def _rank(claim: Claim) -> int:
    return claim.coverage.rank if claim.coverage else 0


def _answered(row: rows.RemittanceClaim, claim: Claim) -> AnsweredClaim:
    """The answer as the core posts it to that claim."""
    answer, payer = _payments.decode(bytes(row.content)), row.remittance.payer or claim.payer
    found = Found(claim, MatchedBy.PERSON, lines_billed([claim.pk]).get(claim.pk, ()))
    cash = row.remittance.cash
    return answered(found, answer, source_key=row.source_key, payer=payer, terms=TermsBook(), cash=cash)


def _released(matched: AnsweredClaim, before: AccountState, held_with: str) -> Posting:
    try:
        moved = held_elsewhere(matched, before, held_with=held_with)
        return moved.then(release_held(matched, moved.state))
    except ActRefused as refused:
        raise NotPostable(f"Not posted: {refused}. The answer stays held.") from refused


def _matched(row: rows.RemittanceClaim, posted: Posted, by: Actor) -> None:
    words = f"{row.patient_control_number} matched to {row.claim.control_number}, {dollars(row.paid)}"
    activity_record(subject=row, what="remittance_claim_match", words=words, by=by, amount=row.paid)
    work_items_close(subject=row, kinds=HELD_KINDS, by=by, resolution=words)
    claims_move([posted], row.remittance, by)
    underpayments_keep([posted], by)
    work_open(posted, by)
    remittance_settle(row.remittance, by)
