"""Reads of the books."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet, Sum
from msgspec import Struct

from cleanclaim.apps.ledger.models import Balance, ChargeLine, JournalEntry, Receipt
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART

PAYMENTS = (chart.ERA, chart.LOCKBOX, chart.OVERPAYMENTS)
KEPT_MONEY_USED = "credit_auto_applied"
NEWEST = ("-posted_on", "-pk")
MAY_SEE = ("claim.view", "payment.receive_pos", "report.financial")


class LineMoney(Struct, frozen=True):
    """Where the charge of one line went, in cents: charge = plan + adjusted + patient + with_payers + with_patient."""

    line: ChargeLine
    paid_by_payers: int
    adjusted: int
    paid_by_patient: int
    with_payers: int
    with_patient: int

    @property
    def open(self) -> int:
        return self.with_payers + self.with_patient


class AccountMoney(Struct, frozen=True):
    """A patient's account: what is open with whom, and what is held."""

    with_payers: int
    with_patient: int
    credit: int

    @property
    def due(self) -> int:
        """What the patient should be asked for now."""
        return max(self.with_patient - self.credit, 0)


def lines_money(lines: QuerySet[ChargeLine], *, by: Actor) -> list[LineMoney]:
    """Each line with where its money went, oldest first."""
    return money_of(list(lines.order_by("service_on", "pk")), by=by)


def money_of(rows: Sequence[ChargeLine], *, by: Actor) -> list[LineMoney]:
    """`lines_money` of lines that were read already, in their order."""
    _may_see(by)
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line, account, amount in _balances_of_lines([row.pk for row in rows]):
        sums[line][account] += amount
    return [_money(row, sums[row.pk]) for row in rows]


def account_money(*, patient: Patient, by: Actor) -> AccountMoney:
    """The totals of a patient's account."""
    _may_see(by)
    sums: dict[str, int] = defaultdict(int)
    for account, amount in _balances_of(patient.pk):
        sums[account] += amount
    with_patient = sums.get(chart.PATIENT, 0) + sums.get(chart.COLLECTIONS, 0)
    return AccountMoney(sums.get(chart.INSURANCE, 0), with_patient, -sums.get(chart.CREDITS, 0))


def owed_by_patients(*, patient_ids: Iterable[int], by: Actor) -> dict[int, int]:
    """{patient id: cents the patient owes, credits taken off} for those of the patients who owe anything."""
    _may_see(by)
    rows = Balance.objects.filter(account__in=(chart.PATIENT, chart.CREDITS), patient_id__in=set(patient_ids))
    return dict(rows.values_list("patient_id").annotate(sum=Sum("amount")).filter(sum__gt=0).order_by())


@asked_often
def _balances_of_lines(lines: list[int]) -> QuerySet[Balance]:
    return Balance.objects.filter(line_id__in=lines).exclude(amount=0).values_list("line_id", "account", "amount")


@asked_often
def _balances_of(patient_id: int) -> QuerySet[Balance]:
    return Balance.objects.filter(patient_id=patient_id).exclude(amount=0).values_list("account", "amount")


def account_entries(*, patient: Patient, by: Actor) -> QuerySet[JournalEntry]:
    """The journal of a patient's account, newest first: entries of its lines, and the patient's own money."""
    _may_see(by)
    of_lines = JournalEntry.objects.filter(line__patient=patient).values("pk")
    held = JournalEntry.objects.filter(account=chart.CREDITS, party=patient.party).values("pk")
    # Each by its own index: asked for as one or the other, both engines read the whole journal.
    entries = JournalEntry.objects.filter(pk__in=of_lines.union(held))
    return entries.select_related("transaction", "line").order_by(*NEWEST)


def charge_lines_of(*, patient: Patient, by: Actor) -> QuerySet[ChargeLine]:
    """What was charged for the patient; voided lines are left out."""
    _may_see(by)
    return ChargeLine.objects.filter(patient=patient, voided_at=None)


def open_by_party(*, patient: Patient, by: Actor) -> dict[str, int]:
    """{party of the journal: cents it owes on the patient's account}."""
    _may_see(by)
    rows = Balance.objects.filter(patient_id=patient.pk, account__in=chart.RECEIVABLES).values("party")
    return {row["party"]: row["sum"] for row in rows.annotate(sum=Sum("amount")).order_by("party") if row["sum"]}


def receipts_visible(*, by: Actor) -> QuerySet[Receipt]:
    """Every receipt with its patient."""
    _may_see(by)
    found = Receipt.objects.select_related("patient", "location", "transaction")
    return found if by.sees_all(*MAY_SEE) else found.none()


def receipt_entries(*, receipt: Receipt, by: Actor) -> QuerySet[JournalEntry]:
    """What a receipt paid: when it was taken, and later what was kept of it for its visit; oldest first."""
    _may_see(by)
    own = Q(transaction=receipt.transaction)
    kept_for = receipt.transaction.reference
    if kept_for:
        own |= Q(transaction__kind=KEPT_MONEY_USED, transaction__reference=kept_for)
    paid = JournalEntry.objects.filter(own, account=chart.PATIENT, party=receipt.patient.party, credit__gt=0)
    return paid.select_related("line", "transaction").order_by("pk")


def receipts_of(*, patient: Patient, by: Actor) -> QuerySet[Receipt]:
    """What the patient paid, newest first."""
    _may_see(by)
    return Receipt.objects.filter(patient=patient).order_by("-received_at", "-pk")


def _money(line: ChargeLine, sums: dict[str, int]) -> LineMoney:
    """Receipts reach a line through patient_credits, so what was applied is the line's debit there."""
    return LineMoney(
        line=line,
        paid_by_payers=sum(sums.get(account, 0) for account in PAYMENTS),
        adjusted=sum(amount for account, amount in sums.items() if CHART.is_adjustment(account)),
        paid_by_patient=sums.get(chart.CREDITS, 0),
        with_payers=sums.get(chart.INSURANCE, 0),
        with_patient=sums.get(chart.PATIENT, 0) + sums.get(chart.COLLECTIONS, 0),
    )


def _may_see(by: Actor) -> None:
    if not any(by.may(permission) for permission in MAY_SEE):
        by.require(MAY_SEE[0])
