"""A person decides about an open balance: let it go, up to a limit alone and above it with another person; or make a
share the patient's."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.approvals import approval_ask
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.errors import ActNotPossible
from cleanclaim.apps.ledger.models import ApprovalRequest, ChargeLine, JournalEntry
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import User
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.adjustments import transfer_to_patient, write_off
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.receipts import credits_auto_applied
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.money import dollars

SLICING_DAYS = 30
OWN_DECISIONS = Q(transaction__source_key__startswith="write_off:") | Q(transaction__source_key__startswith="transfer:")


@transaction.atomic
def balance_write_off(
    *, line: ChargeLine, party: str, account: str, amount: int, reason: str, by: Actor
) -> ApprovalRequest | None:
    """Let part of what a payer or patient owes go, with a reason; above the person's limit another person is asked,
    and the request is returned.

    What the person wrote off or transferred for the patient in the last 30 days counts against the limit (SD15).
    Raises ActNotPossible for more than is open.
    """
    by.require("adjustment.post")
    number = control_number_take(series="write_off", by=by)
    state, posting = _write_off(line, party, account, amount, reason, f"write_off:{number}")
    if asks_for_approval(line=line, amount=amount, by=by):
        bound = {"party": party, "account": account, "line": line, "amount": amount}
        return approval_ask(act=Act.WRITE_OFF, patient=line.patient, reason=reason, by=by, **bound)
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=line.patient_id)
    _written_off(line, account, amount, reason, by)
    return None


def asks_for_approval(*, line: ChargeLine, amount: int, by: Actor) -> bool:
    """Whether a write-off on the line, or its transfer, is above what the person decides alone."""
    if by.is_system:
        return False
    since = clock.today() - timedelta(days=SLICING_DAYS)
    return amount + sum(_decided_alone(by.user, line.patient_id, since)) > by.limit_cents


@asked_often
def _decided_alone(user: User, patient_id: int, since: date) -> QuerySet[int]:
    """Cents, in one sum."""
    own = JournalEntry.objects.filter(
        OWN_DECISIONS, transaction__user=user, transaction__patient_id=patient_id, posted_on__gt=since
    )
    by_patient = own.order_by().values("transaction__patient_id")
    return by_patient.annotate(sum=Sum("debit")).values_list("sum", flat=True)


@transaction.atomic
def write_off_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """Carry out a write-off that was approved; its request is the source, so that it is done once."""
    line, key = request.line, f"approval:{request.pk}"
    state, posting = _write_off(line, request.party, request.account, request.amount, request.reason, key)
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=line.patient_id)
    _written_off(line, request.account, request.amount, request.reason, by)


@transaction.atomic
def balance_to_patient(*, line: ChargeLine, payer: str, amount: int, reason: str, by: Actor) -> ApprovalRequest | None:
    """Make a patient share the payer named (PR) the patient's, after a person has looked.  Never CO, PI or OA.

    A copay that waits for the visit pays it at once.  Above the person's limit another is asked, and the request is
    returned.  Raises ActNotPossible for more than is open or than the payer left to the patient.
    """
    by.require("adjustment.post")
    number = control_number_take(series="transfer", by=by)
    state, postings = _to_patient(line, payer, amount, reason, f"transfer:{number}")
    if asks_for_approval(line=line, amount=amount, by=by):
        bound = {"party": payer, "account": chart.PATIENT, "line": line, "amount": amount}
        return approval_ask(act=Act.TRANSFER, patient=line.patient, reason=reason, by=by, **bound)
    _transferred(line, state, postings, amount, reason, by)
    return None


@transaction.atomic
def transfer_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """Carry out a transfer that was approved; its request is the source, so that it is done once."""
    line, key = request.line, f"approval:{request.pk}"
    state, postings = _to_patient(line, request.party, request.amount, request.reason, key)
    _transferred(line, state, postings, request.amount, request.reason, by)


def possible(act: Callable[[], Posting]) -> Posting:
    """The core's refusal in the application's words."""
    try:
        return act()
    except ActRefused as refused:
        raise ActNotPossible(str(refused)) from refused


def _write_off(
    line: ChargeLine, party: str, account: str, amount: int, reason: str, key: str
) -> tuple[AccountState, Posting]:
    """The line locked, and the posting; raises ActNotPossible."""
    state = account_state([line.pk], parties=[party])
    amounts = {str(line.pk): amount}
    return state, possible(
        lambda: write_off(amounts, state, account=account, party=party, source_key=key, reason=reason)
    )


def _written_off(line: ChargeLine, account: str, amount: int, reason: str, by: Actor) -> None:
    words = f"{dollars(amount)} written off to {account.replace('_', ' ')}"
    activity_record(subject=line, what="balance_write_off", words=words, why=reason, by=by, amount=amount)


def _to_patient(
    line: ChargeLine, payer: str, amount: int, reason: str, key: str
) -> tuple[AccountState, Sequence[Posting]]:
    """The line locked, the transfer, and what the patient's waiting money pays of it; raises ActNotPossible."""
    state, name = account_state([line.pk], parties=[payer]), str(line.pk)
    posting = possible(lambda: transfer_to_patient(name, amount, state, payer=payer, source_key=key, reason=reason))
    return state, (posting, credits_auto_applied(posting.state, [name], source_key=f"autoapply:{key}"))


def _transferred(
    line: ChargeLine, state: AccountState, postings: Sequence[Posting], amount: int, reason: str, by: Actor
) -> None:
    posting_save(postings, state, by=by, occurred_on=clock.today(), patient_id=line.patient_id)
    credits_review(patients=[line.patient_id], by=by)
    words = f"{dollars(amount)} is the patient's"
    activity_record(subject=line, what="balance_to_patient", words=words, why=reason, by=by, amount=amount)
