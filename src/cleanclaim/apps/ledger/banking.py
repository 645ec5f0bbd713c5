"""Patients' money on its way to the bank: a drawer counted and deposited, a batch of cards settled."""

from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.errors import ActNotPossible, NotApprovable
from cleanclaim.apps.ledger.models import Balance, JournalTransaction
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.ledger.services import CARD_PROCESSOR
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Location
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.apps.worklist.services import Need, work_item_open
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.deposits import card_settlement, drawer_counted, drawer_deposit
from cleanclaim.core.money import dollars

COUNTS, SETTLES = "drawer.close", "deposit.reconcile"


class Drawer(Struct, frozen=True):
    """A place's cash and checks as the books have them, in cents."""

    site: str  # a party of the journal
    name: str
    amount: int


def drawers(*, by: Actor) -> list[Drawer]:
    """Every place that holds money, whatever the number of its receipts."""
    by.require(COUNTS)
    names = {f"site:{place.pk}": place.name for place in Location.objects.all()}
    return [Drawer(party, names.get(party, "No place named"), amount) for party, amount in _in_drawers()]


@asked_often
def _in_drawers() -> QuerySet[Balance]:
    rows = Balance.objects.filter(account=chart.DRAWER).exclude(amount=0)
    return rows.order_by("party").values_list("party", "amount")


def cards_waiting(*, by: Actor) -> int:
    """Cents taken by card that the processor has not paid yet."""
    by.require(SETTLES)
    return sum(_by_card())


@asked_often
def _by_card() -> QuerySet[int]:
    return Balance.objects.filter(account=chart.CARD).exclude(amount=0).values_list("amount", flat=True)


@transaction.atomic
def drawer_bank(*, drawer: Drawer, counted: int, slip: str, by: Actor) -> JournalTransaction:
    """Count a drawer and take all of it to the bank by a deposit slip.

    What is missing or too much posts as over or short and is work for the manager; receipts stay as they are.
    Raises ActNotPossible for an empty drawer.
    """
    by.require(COUNTS)
    if counted <= 0:
        raise ActNotPossible("Nothing to bank. Enter what was counted in the drawer.")
    state, key = account_state((), parties=[drawer.site]), f"drawer:{control_number_take(series='deposit_slip', by=by)}"
    count = drawer_counted(
        state, expected=drawer.amount, counted=counted, source_key=f"{key}:counted", site=drawer.site
    )
    deposit = drawer_deposit(count.state, amount=counted, source_key=key, site=drawer.site)
    *_, saved = posting_save([count, deposit], state, by=by, occurred_on=clock.today())
    banked = JournalTransaction.objects.get(pk=saved)
    words = f"{dollars(counted)} of {drawer.name} banked, slip {slip or 'without number'}"
    activity_record(subject=banked, what="drawer_bank", words=words, by=by, amount=counted)
    if short := drawer.amount - counted:
        work_item_open(subject=banked, need=_variance(drawer, short), by=by)
    return banked


@transaction.atomic
def cards_settle(*, gross: int, fee: int, reference: str, by: Actor) -> JournalTransaction:
    """The processor has paid a batch less its fee; a batch of chargebacks is negative.

    Raises NotApprovable for who may only ask, ActNotPossible for nothing, or a batch of more than was taken.
    """
    waiting = cards_waiting(by=by)
    if by.level(SETTLES) == "request":
        raise NotApprovable("A manager settles what the bank shows. Tell the manager the batch.")
    if not gross or gross > waiting or not 0 <= fee <= abs(gross):
        raise ActNotPossible(f"{dollars(waiting)} was taken by card. Enter the batch and the fee of it as paid.")
    state, key = account_state((), parties=[CARD_PROCESSOR]), f"cards:{reference}:{clock.today()}"
    posting = card_settlement(state, gross=gross, fee=fee, source_key=key, processor=CARD_PROCESSOR)
    [saved] = posting_save([posting], state, by=by, occurred_on=clock.today())
    settled = JournalTransaction.objects.get(pk=saved)
    words = f"{dollars(gross)} of cards settled, {dollars(fee)} of it kept by the processor, {reference}"
    activity_record(subject=settled, what="cards_settle", words=words, by=by, amount=gross - fee)
    return settled


def _variance(drawer: Drawer, short: int) -> Need:
    what = "short" if short > 0 else "over"
    return Need(
        kind="drawer_variance",
        title=f"{drawer.name}: {dollars(abs(short))} {what}",
        reason=f"{dollars(drawer.amount)} by the receipts, {dollars(drawer.amount - short)} in the drawer.",
        next_action="Find the difference",
        role="manager",
        url="/books/bank/",
        amount=abs(short),
    )
