"""Reads of the eligibility app: what payers last said, and for which day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from msgspec import Struct

from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.core.benefits import Verdict


class Standing(Struct, frozen=True):
    """What is known of a plan: the last answer, and the question after it that got none."""

    answer: EligibilityCheck | None = None
    failed: EligibilityCheck | None = None


def checks_latest(*, coverages: Iterable[Coverage], by: Actor) -> dict[int, Standing]:
    """{coverage id: its standing}; an answer to any day of service counts."""
    by.require("demographics.view")
    asked = EligibilityCheck.objects.filter(coverage=OuterRef("pk"))
    return _standings(Coverage.objects.filter(pk__in=[coverage.pk for coverage in coverages]), asked)


def checks_of_visits(*, appointments: Iterable[Appointment], by: Actor) -> dict[int, Standing]:
    """{appointment id: its standing}; only what was asked for that visit's day counts as proof."""
    by.require("appointment.manage")
    asked = EligibilityCheck.objects.filter(appointment=OuterRef("pk"))
    return _standings(Appointment.objects.filter(pk__in=[visit.pk for visit in appointments]), asked)


def checks_of_patient(*, patient_id: int, by: Actor) -> QuerySet[EligibilityCheck]:
    """Every question about the patient, newest first."""
    by.require("demographics.view")
    rows = EligibilityCheck.objects.filter(patient=patient_id).select_related("coverage__payer")
    return rows.order_by("-asked_at", "-pk")


def visits_to_ask_about(*, by: Actor) -> QuerySet[Appointment]:
    """Every visit whose coverage the actor may ask about, also who may not change it."""
    by.require("eligibility.run")
    return Appointment.objects.select_related("patient", "clinician")


def coverages_to_ask(*, appointments: Sequence[Appointment]) -> dict[int, Coverage]:
    """{appointment id: the plan in force that day that is billed first}."""
    by_patient: dict[int, list[Coverage]] = {}
    for plan in _plans_of(sorted({visit.patient_id for visit in appointments})):
        by_patient.setdefault(plan.patient_id, []).append(plan)
    first = {
        visit.pk: _first_in_force(by_patient.get(visit.patient_id, []), visit.service_on) for visit in appointments
    }
    return {pk: plan for pk, plan in first.items() if plan is not None}


def has_active_answer(*, appointments: Iterable[Appointment]) -> set[int]:
    """The ids of those whose plan the payer called active for the visit's day."""
    rows = EligibilityCheck.objects.filter(appointment__in=list(appointments), verdict=Verdict.ACTIVE)
    return set(rows.values_list("appointment_id", flat=True))


@asked_often
def _plans_of(patients: list[int]) -> QuerySet[Coverage]:
    return Coverage.objects.filter(patient__id__in=patients).select_related("payer", "patient").order_by("rank")


def _first_in_force(plans: list[Coverage], on: date) -> Coverage | None:
    return next((plan for plan in plans if plan.is_in_force(on)), None)


def _standings(rows: QuerySet, asked: QuerySet[EligibilityCheck]) -> dict[int, Standing]:
    newest = asked.order_by("-asked_at", "-pk").values("pk")
    ids = rows.annotate(
        last=Subquery(newest[:1]), answered=Subquery(newest.exclude(verdict="")[:1])
    ).values_list("pk", "answered", "last")  # fmt: skip
    found = list(ids)
    checks = (
        EligibilityCheck.objects.defer("request", "response")
        .select_related("coverage__payer")
        .in_bulk({pk for _, *pair in found for pk in pair if pk})
    )
    return {
        pk: Standing(answer=checks.get(answered), failed=checks.get(last) if last != answered else None)
        for pk, answered, last in found
    }
