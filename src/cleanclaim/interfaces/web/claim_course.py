"""The course of a claim as steps: drafted, checked, sent, 999, 277CA, 835."""

from django.utils import timezone
from msgspec import Struct

from cleanclaim.apps.acknowledgments.models import Acknowledgment, ClaimAnswered
from cleanclaim.apps.claims.choices import ADJUDICATED, REJECTED, UNSENT
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.core.money import dollars

DONE, NOW, BAD, TO_COME = "done", "now", "now bad", ""


class Step(Struct, frozen=True):
    """One step; `state` is done, now, now bad, or empty for what is to come."""

    name: str
    note: str
    state: str = TO_COME


def course(claim: Claim) -> list[Step]:
    """Six steps, past to come."""
    steps = [_drafted(claim), _checked(claim), _sent(claim)]
    if claim.state in UNSENT:
        return [*steps, Step("999", "file check"), Step("277CA", "claim check"), Step("835", "payment")]
    return [*steps, _functional(claim), _claim_check(claim), _paid(claim)]


def _drafted(claim: Claim) -> Step:
    return Step("Drafted", _moment(claim.created_at), NOW if claim.state == "draft" else DONE)


def _checked(claim: Claim) -> Step:
    if claim.state == "held":
        return Step("On hold", claim.hold_reason[:40], NOW)
    if claim.state == "edit_failed":
        count = sum(1 for row in claim.findings.all() if row.severity != "info" and not row.override_reason)
        return Step("Held", "1 finding" if count == 1 else f"{count} findings", NOW)
    return Step(
        "Checked",
        "to come" if claim.state == "draft" else "nothing to fix",
        TO_COME if claim.state == "draft" else DONE,
    )


def _sent(claim: Claim) -> Step:
    if claim.state == "ready":
        return Step("Ready", "goes with the next send", NOW)
    if claim.state == "batched":
        return Step("In the outbox", "waits for the partner", NOW)
    if claim.state in UNSENT or not claim.first_sent_at:
        return Step("Sent", "to come")
    return Step("Sent", _moment(claim.first_sent_at), NOW if claim.state == "sent" else DONE)


def _functional(claim: Claim) -> Step:
    answer = Acknowledgment.objects.filter(batch=claim.batch_id, kind="999").order_by("-pk").first()
    if answer is None:
        return Step("999", "no answer yet")
    return Step("999", answer.summary[:40], DONE if answer.code in ("A", "E") else BAD)


def _claim_check(claim: Claim) -> Step:
    answer = ClaimAnswered.objects.filter(claim=claim).order_by("-pk").first()
    if answer is None:
        return Step("277CA", "no answer yet")
    if claim.state in REJECTED:
        return Step("277CA", "rejected", BAD)
    is_now = claim.state in ("ch_accepted", "payer_accepted")
    return Step("277CA", f"accepted {_moment(answer.received_at)}", NOW if is_now else DONE)


def _paid(claim: Claim) -> Step:
    answer = RemittanceClaim.objects.filter(claim=claim).order_by("-pk").first()
    if answer is None:
        return Step("835", "no answer yet")
    state = BAD if claim.state == "adjudicated_denied" else NOW if claim.state in ADJUDICATED else DONE
    return Step("835", "denied" if state == BAD else f"{dollars(answer.paid)} paid", state)


def _moment(at: object) -> str:
    return f"{timezone.localtime(at):%b %-d, %H:%M}"
