"""Credit balances: whose money we hold, which payments it is from, and until when it has to be back (H4)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.ledger.models import HeldMoney, JournalEntry
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.credits import Clock, made_of, refund_clock

HOLDS = (chart.CREDITS, chart.OVERPAYMENTS)
SEES = ("refund.request", "refund.approve", "refund.disburse", "report.financial")


class Credit(Struct, frozen=True):
    """Money of one party, in cents, with the payments it is from; `kept` of it waits for visits to come."""

    party: str
    owner: Patient | Payer
    amount: int
    kept: int
    made_of: tuple[tuple[JournalEntry, int], ...]
    clock: Clock

    @property
    def seen_on(self) -> date:
        """The day its oldest part came to be."""
        return min((entry.posted_on for entry, _ in self.made_of), default=clock.today())

    @property
    def due_on(self) -> date:
        return self.clock.due_on(self.seen_on)

    @property
    def age(self) -> int:
        return (clock.today() - self.seen_on).days

    @property
    def is_patient(self) -> bool:
        return isinstance(self.owner, Patient)


def credits_held(*, by: Actor, party: str = "") -> list[Credit]:
    """Every patient and payer whose money we hold, or one of them: what has to be back first stands first."""
    if not any(by.may(permission) for permission in SEES):
        by.require(SEES[0])
    rows = HeldMoney.objects.filter(account__in=HOLDS, amount__gt=0)
    rows = rows.filter(party=party) if party else rows
    amounts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for account, whose, reference, amount in rows.values_list("account", "party", "reference", "amount"):
        amounts[whose][0] += amount
        amounts[whose][1] += amount if reference and account == chart.CREDITS else 0
    owners, moves = _owners(amounts), _moves(amounts)
    found = [
        Credit(whose, owners[whose], amount, kept, tuple(made_of(moves[whose], amount)), _clock(owners[whose], by))
        for whose, (amount, kept) in amounts.items()
    ]
    return sorted(found, key=lambda credit: (credit.due_on, -credit.amount, credit.party))


def _owners(parties: Iterable[str]) -> dict[str, Patient | Payer]:
    numbers: dict[str, list[str]] = defaultdict(list)
    for party in parties:
        kind, _, number = party.partition(":")
        numbers[kind].append(number)
    patients, payers = Patient.objects.in_bulk(numbers["patient"]), Payer.objects.in_bulk(numbers["payer"])
    return {f"patient:{row.pk}": row for row in patients.values()} | {f"payer:{row.pk}": row for row in payers.values()}


def _moves(parties: Iterable[str]) -> dict[str, list[tuple[JournalEntry, int]]]:
    """{party: what came in (positive) or went out of the money held, newest first}."""
    rows = JournalEntry.objects.filter(account__in=HOLDS, party__in=list(parties)).order_by("-posted_on", "-pk")
    found: dict[str, list[tuple[JournalEntry, int]]] = defaultdict(list)
    for row in rows.select_related("transaction", "line"):
        found[row.party].append((row, row.credit - row.debit))
    return found


def _clock(owner: Patient | Payer, by: Actor) -> Clock:
    if isinstance(owner, Payer):
        return refund_clock(payer_kind=owner.kind)
    return refund_clock(state=by.practice.state)
