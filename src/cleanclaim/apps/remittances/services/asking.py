"""What a person may not decide alone about a payment, or an answer in it, waits for another person."""

from cleanclaim import clock
from cleanclaim.apps.activity.services import subject_of
from cleanclaim.apps.ledger.approvals import OPEN, approval_ask
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.core.ledger import chart
from cleanclaim.core.states import machine

EVENTS = {Act.RELEASE: "release_to_suspense", Act.TAKE_OUT: "release_undone", Act.NEW: "is_new"}


def payment_decision_ask(act: Act, remittance: Remittance, reason: str, by: Actor) -> ApprovalRequest:
    """Ask another person for what the payment's state allows.  Raises NotAllowedNow for what it does not."""
    if EVENTS[act] not in machine("remittance_835").events(remittance.state):
        raise NotAllowedNow(f"Not possible: the payment is {remittance.state.replace('_', ' ')}.")
    account = "" if act == Act.NEW else chart.SUSPENSE
    return _ask(act, remittance, remittance, reason, by, account=account, amount=remittance.amount)


def unmatching_ask(row: RemittanceClaim, reason: str, by: Actor) -> ApprovalRequest:
    """Ask another person to take an answer off its claim."""
    return _ask(Act.UNMATCH, row, row.remittance, reason, by, patient=row.claim.patient, amount=abs(row.paid))


def decision_asked(*, subject: Remittance | RemittanceClaim) -> ApprovalRequest | None:
    """The request about it that waits for another person."""
    waiting = ApprovalRequest.objects.filter(subject=subject_of(subject), state__in=OPEN)
    return waiting.filter(expires_on__gte=clock.today()).order_by("pk").last()


def payment_asked_about(request: ApprovalRequest) -> Remittance:
    """The payment of a request, locked."""
    payments = Remittance.objects.select_for_update(of=("self",)).select_related("file", "payer")
    return payments.get(pk=_key(request))


def answer_asked_about(request: ApprovalRequest) -> RemittanceClaim:
    """The answer of a request, locked."""
    answers = RemittanceClaim.objects.select_for_update(of=("self",))
    return answers.select_related("remittance__file", "remittance__payer", "claim").get(pk=_key(request))


def _key(request: ApprovalRequest) -> str:
    return request.subject.partition(":")[2]


def _ask(
    act: Act, subject: Remittance | RemittanceClaim, payment: Remittance, reason: str, by: Actor, **bound: object
) -> ApprovalRequest:
    party = f"payer:{payment.payer_id}"
    return approval_ask(act=act, party=party, subject=subject_of(subject), reason=reason.strip()[:300], by=by, **bound)
