"""Patients' money that nothing waits for any more is work until it is used or given back."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from cleanclaim.apps.ledger.models import Balance, ChargeLine, HeldMoney
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.money import dollars

REVIEW = "patient_credit_review"


def credits_review(*, patients: Iterable[int], by: Actor) -> None:
    """Open, bring up to date or close the work about credits of these patients (ids).

    A credit is free, or kept for a visit of which neither a payer nor the patient owes anything more; a copay whose
    visit is not charged yet waits for it.
    """
    ids = set(patients)
    left = _left_over(ids)
    known = _under_review(sorted(f"patient:{each}" for each in ids))
    concerned = set(left) | {int(subject.partition(":")[2]) for subject in known}
    for patient in _patients(sorted(concerned)):
        if amount := left.get(patient.pk):
            work_item_open(subject=patient, need=_need(patient, amount), by=by)
        else:
            work_items_close(subject=patient, kinds=(REVIEW,), by=by, resolution="Nothing is left over")


def _left_over(patients: set[int]) -> dict[int, int]:
    """{patient: cents held that nothing waits for}."""
    parties = {f"patient:{each}": each for each in patients}
    held = _credits_of(list(parties))
    lines = dict(_charged(sorted({row.reference for row in held if row.reference})))
    settled = set(lines.values()) - {lines[row] for row in _owing(list(lines))}
    left: dict[int, int] = defaultdict(int)
    for row in held:
        if not row.reference or row.reference in settled:
            left[parties[row.party]] += row.amount
    return left


@asked_often
def _under_review(subjects: list[str]) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(kind=REVIEW, closed_at=None, subject__in=subjects).values_list("subject", flat=True)


@asked_often
def _patients(ids: list[int]) -> QuerySet[Patient]:
    return Patient.objects.filter(pk__in=ids).order_by("pk")


@asked_often
def _credits_of(parties: list[str]) -> QuerySet[HeldMoney]:
    return HeldMoney.objects.filter(account=chart.CREDITS, party__in=parties, amount__gt=0)


@asked_often
def _charged(visits: list[str]) -> QuerySet[ChargeLine]:
    return ChargeLine.objects.filter(visit__in=visits, voided_at=None).values_list("pk", "visit")


@asked_often
def _owing(lines: list[int]) -> QuerySet[Balance]:
    owed = Balance.objects.filter(line_id__in=lines, account__in=chart.RECEIVABLES, amount__gt=0)
    return owed.values_list("line_id", flat=True)


def _need(patient: Patient, amount: int) -> Need:
    kind = kind_of(REVIEW)
    owed = Balance.objects.filter(account=chart.PATIENT, party=patient.party, amount__gt=0)
    owes = sum(owed.values_list("amount", flat=True))
    return Need(
        kind=REVIEW,
        title=f"{kind.one}: {patient.sort_name}"[:120],
        reason=f"{kind.why}; {dollars(owes)} is owed on other visits." if owes else f"{kind.why}.",
        next_action="Apply it to what is owed" if owes else "Give it back",
        role="payment_poster",
        url=f"/ledger/{patient.pk}/" if owes else f"/credits/patient/{patient.pk}/",
        amount=amount,
    )
