"""A payment that resembles one posted before: a person says whether it is the same."""

from django.db import transaction

from cleanclaim.apps.activity.services import move
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.services.asking import payment_asked_about, payment_decision_ask
from cleanclaim.apps.remittances.services.receiving import remittance_proven_post, remittance_read_again
from cleanclaim.apps.worklist.services import work_items_close

KEY_LENGTH = 155  # of a payment key, leaving room for "|2" of another payment like it


@transaction.atomic
def remittance_duplicate_confirm(*, remittance: rows.Remittance, by: Actor) -> None:
    """A person has looked: the payment is the one posted before.

    Raises NotAllowedNow when it is not suspected of it.
    """
    by.require("payment.post_835")
    move(row=remittance, event="confirm_duplicate", words="The same payment as before, nothing posted", by=by)
    work_items_close(subject=remittance, kinds=("remittance_duplicate",), by=by, resolution="Came before")


@transaction.atomic
def remittance_new_confirm(*, remittance: rows.Remittance, reason: str, by: Actor) -> ApprovalRequest | None:
    """A person has looked: the payment only resembles the one posted before, and is posted.

    Above the person's limit another person is asked, and the request is returned.
    Raises NotAllowedNow when it is not suspected, and NotPostable without a reason.
    """
    if not by.may("adjustment.approve"):
        by.require("payment.post_835")
    if not reason.strip():
        raise NotPostable("Say how you know that it is another payment.")
    if remittance.amount > by.limit_cents:
        return payment_decision_ask(Act.NEW, remittance, reason, by)
    _new_post(remittance, reason, by)
    return None


@transaction.atomic
def new_approved(*, request: ApprovalRequest, by: Actor) -> rows.Remittance:
    """Post the other payment that was approved.  Raises NotAllowedNow when it is not suspected any more."""
    remittance = payment_asked_about(request)
    _new_post(remittance, request.reason, by)
    return remittance


def _new_post(remittance: rows.Remittance, reason: str, by: Actor) -> None:
    proof, claims = remittance_read_again(remittance)
    same = rows.Remittance.objects.filter(payment_key__startswith=remittance.payment_key[:KEY_LENGTH]).count()
    remittance.payment_key = f"{remittance.payment_key[:KEY_LENGTH]}|{same}"
    words = f"Another payment, not the one posted before: {reason}"
    move(row=remittance, event="is_new", words=words[:300], by=by, why=reason, also=("payment_key",))
    work_items_close(subject=remittance, kinds=("remittance_duplicate",), by=by, resolution=words)
    remittance_proven_post(remittance, proof, claims, by)
