"""What receivers and payers say moves the claim; they keep the payer's own number for it."""

from django.db import transaction

from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import Actor


@transaction.atomic
def claim_acknowledge(
    *, claim: Claim, event: str, words: str, by: Actor, payer_claim_control_number: str = "", source: str = ""
) -> Claim:
    """A 999 or 277CA spoke of the claim: `event` is the claim machine's (ch_277ca_accept, payer_277ca_reject …)."""
    by.require("claim.submit")
    return _answered(claim, event, words, by, payer_claim_control_number, source)


@transaction.atomic
def claim_adjudicate(
    *,
    claim: Claim,
    event: str,
    words: str,
    by: Actor,
    payer_claim_control_number: str = "",
    source: str = "",
    amount: int | None = None,
) -> Claim:
    """An 835 answered the claim (era_paid, era_some_lines, era_denied, era_reversal …); `amount` paid, in cents."""
    by.require("payment.post_835")
    return _answered(claim, event, words, by, payer_claim_control_number, source, amount)


def _answered(
    claim: Claim, event: str, words: str, by: Actor, number: str, source: str, amount: int | None = None
) -> Claim:
    claim.payer_claim_control_number = number or claim.payer_claim_control_number
    also = ("payer_claim_control_number",)
    move(row=claim, event=event, words=words, by=by, source=source, amount=amount, also=also)
    return claim
