"""A payer takes back what was never matched with a claim: the two cancel, and no claim is touched."""

from collections.abc import Sequence

import msgspec

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.remittances.services.deposits import remittance_settle
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger.matching import Match
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.unmatching import held_pair_cancelled
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment

REVERSAL = "22"
_payments = msgspec.json.Decoder(ClaimPayment)


def withdrawn_cancel(answers: Sequence[RemittanceClaim], by: Actor) -> None:
    """Each held reversal of no claim of ours cancels the held payment it mirrors, whichever came first (E7)."""
    for row in answers:
        if row.disposition == Disposition.HELD and row.claim_id is None:
            other = _mirrored(row)
            if other is not None:
                reversal, payment = (row, other) if row.status_code == REVERSAL else (other, row)
                _cancel(payment, reversal, by)


def _mirrored(row: RemittanceClaim) -> RemittanceClaim | None:
    """The held answer with the same numbers and every amount turned; none where two fit."""
    found = RemittanceClaim.objects.filter(
        patient_control_number=row.patient_control_number,
        payer_claim_control_number=row.payer_claim_control_number,
        claim=None,
        disposition=Disposition.HELD,
        charge=-row.charge,
        paid=-row.paid,
        remittance__payer_id=row.remittance.payer_id,
    )
    found = found.filter(status_code=REVERSAL) if row.status_code != REVERSAL else found.exclude(status_code=REVERSAL)
    found = list(found.exclude(pk=row.pk).select_related("remittance__file")[:2])
    return found[0] if len(found) == 1 else None


def _cancel(payment: RemittanceClaim, reversal: RemittanceClaim, by: Actor) -> None:
    before = account_state((), parties=[f"payer:{payment.remittance.payer_id}"])
    posting = held_pair_cancelled(_held(payment), _held(reversal), before)
    posting_save([posting], before, by=by, occurred_on=clock.today())
    words = f"{dollars(payment.paid)} for {payment.patient_control_number} was paid and taken back; no claim of ours"
    for row in (payment, reversal):
        row.disposition, row.reason, row.work = Disposition.POSTED, words[:300], []
        row.save(update_fields=["disposition", "reason", "work"])
        activity_record(subject=row, what="held_cancelled", words=words, by=by, amount=row.paid)
        kinds = ("unidentified_payment", "reversal_not_matched", "unmatched_service_line")
        work_items_close(subject=row, kinds=kinds, by=by, resolution=words)
    remittance_settle(payment.remittance, by)
    remittance_settle(reversal.remittance, by)


def _held(row: RemittanceClaim) -> AnsweredClaim:
    answer = _payments.decode(bytes(row.content))
    party = f"payer:{row.remittance.payer_id}"
    return AnsweredClaim(answer, Match(), party, row.source_key, cash=row.remittance.cash)
