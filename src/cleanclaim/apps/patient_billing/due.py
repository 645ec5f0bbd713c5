"""Who is to be sent a statement now: a question to the ledger, whose sums the database makes."""

from datetime import timedelta

from django.db.models import BigIntegerField, Func, Min, QuerySet, Sum
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.patient_billing.choices import INTERVAL_DAYS, MINIMUM
from cleanclaim.apps.patient_billing.models import Statement
from cleanclaim.apps.patient_billing.selectors import SETTLED, credits_waiting, owing, require_seeing
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor

Owed = tuple[int, int]  # a patient and what a statement would ask for: cents, credit taken off


class Due(Struct, frozen=True):
    """How many patients, cents together, and those who owe most; each carries `owed` and `oldest`, a day of service."""

    count: int
    amount: int
    patients: list[Patient]


def statements_due(*, by: Actor, first: int | None = None) -> Due:
    """Who is due a statement, all of them or the `first` ones, who owes most first.

    Owed is at least the minimum, no payer may still pay it, and the last statement is four weeks old.
    """
    require_seeing(by)
    credit = {int(party.partition(":")[2]): amount for party, amount in credits_waiting()}
    count, amount, most = _without_credit(list(credit), first)
    sums = _sums().filter(patient_id__in=credit) if credit else ()
    lowered = [(patient, owed - credit[patient]) for patient, owed in sums if owed - credit[patient] >= MINIMUM]
    shown = sorted([*most, *lowered], key=lambda each: (-each[1], each[0]))[:first]
    return Due(count + len(lowered), amount + sum(owed for _, owed in lowered), _patients(shown))


class OverAll(Func):
    """An aggregate of groups over all groups, those beyond the limit too."""

    template = "%(function)s(%(expressions)s) OVER ()"
    output_field = BigIntegerField()


def _without_credit(credited: list[int], first: int | None) -> tuple[int, int, list[Owed]]:
    """How many patients without credit are due, cents together, and the first of them."""
    rows = _sums().exclude(patient_id__in=credited).order_by("-owed", "patient_id")
    every = {"count": OverAll(Sum("amount"), function="COUNT"), "total": OverAll(Sum("amount"), function="SUM")}
    found = list(rows.annotate(**every)[:first])
    count, amount = found[0][2:] if found else (0, 0)
    return count, amount, [(patient, owed) for patient, owed, *_ in found]


def _sums() -> QuerySet[Balance]:
    """(patient, cents) of who owes enough and was not asked of late."""
    since = clock.today() - timedelta(days=INTERVAL_DAYS)
    recent = Statement.objects.filter(issued_on__gt=since).exclude(state__in=SETTLED)
    rows = owing().exclude(patient_id__in=recent.values("patient_id")).values_list("patient_id")
    return rows.annotate(owed=Sum("amount")).filter(owed__gte=MINIMUM).order_by()


def _patients(shown: list[Owed]) -> list[Patient]:
    patients = Patient.objects.in_bulk([patient for patient, _ in shown])
    oldest = dict(owing().filter(patient_id__in=patients).values_list("patient_id").annotate(Min("service_on")))
    for patient, owed in shown:
        patients[patient].owed, patients[patient].oldest = owed, oldest[patient]
    return [patients[patient] for patient, _ in shown]
