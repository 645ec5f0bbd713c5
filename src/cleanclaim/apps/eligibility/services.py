"""Asking payers about coverage.  Every question is a new row; a failed one leaves the last answer standing."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import move, move_all
from cleanclaim.apps.eligibility.errors import NothingToAsk
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.eligibility.question import Unanswerable, answer, question
from cleanclaim.apps.eligibility.selectors import coverages_to_ask, has_active_answer
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.partners import ask
from cleanclaim.apps.practices.selectors import fees_of
from cleanclaim.apps.scheduling.choices import VisitType
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.selectors import appointments_of_day
from cleanclaim.apps.scheduling.services import appointment_copay_set
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.benefits import Interpretation, Verdict
from cleanclaim.core.benefits.interpret import interpret
from cleanclaim.core.ports import PartnerUnavailable

INACTIVE, UNDETERMINED = "eligibility_inactive", "eligibility_undetermined"
EVENTS = {Verdict.ACTIVE: "active_271", Verdict.INACTIVE: "inactive_271", Verdict.UNDETERMINED: "other_payer_271"}
WORDS = {Verdict.ACTIVE: "active", Verdict.INACTIVE: "not active", Verdict.UNDETERMINED: "undetermined"}
VISIT_OVER = "The visit is over; the claim will tell"
FRONT_DESK = "front_desk"
MENDERS = (FRONT_DESK, "biller")  # whoever else has to mend it is called by the front desk
USUAL = {VisitType.NEW_PATIENT: "99203", VisitType.ANNUAL: "99396"}  # what such a visit usually bills
USUAL_VISIT = "99213"
TOLD = ("verdict", "reason", "mended_by", "plan", "copay", "deductible", "deductible_left", "coinsurance_percent",
        "out_of_pocket_left")  # fmt: skip


def eligibility_check(
    *, coverage: Coverage, service_on: date, by: Actor, appointment: Appointment | None = None
) -> EligibilityCheck:
    """Ask the payer about the day of service and keep the answer, or that there was none.

    Not one transaction: the question is committed before it is put, so a payer that takes its time holds no lock.
    """
    by.require("eligibility.run")
    check = _put(coverage, service_on, appointment, by)
    try:
        if not check.request:
            raise Unanswerable("Not asked: a name or number holds a sign that X12 cannot carry; correct it first")
        check.response = ask(coverage.payer, bytes(check.request))
        response = answer(check.response, trace_number=check.trace_number)
    except (PartnerUnavailable, Unanswerable) as failure:
        return _unanswered(check, str(failure), by)
    said = interpret(response, on=service_on)
    return _answered(check, said, "aaa" if _is_refused(said, response.problems) else EVENTS[said.verdict], by)


def appointment_eligibility_check(*, appointment: Appointment, by: Actor) -> EligibilityCheck:
    """Ask about the plan that is billed first for the visit; raises NothingToAsk."""
    by.require("eligibility.run")
    coverage = coverages_to_ask(appointments=[appointment]).get(appointment.pk)
    if coverage is None:
        raise NothingToAsk(f"{appointment.patient.name} has no plan in force that day: add one, or bill the patient.")
    return eligibility_check(coverage=coverage, service_on=appointment.service_on, appointment=appointment, by=by)


def eligibility_checks_day(*, day: date, by: Actor) -> list[EligibilityCheck]:
    """Ask about every visit of the day that has a plan and no active answer yet."""
    by.require("eligibility.run")
    visits = appointments_of_day(day=day, by=by)
    plans = coverages_to_ask(appointments=visits)
    known = has_active_answer(appointments=visits)
    return [
        eligibility_check(coverage=plans[visit.pk], service_on=day, appointment=visit, by=by)
        for visit in visits
        if visit.pk in plans and visit.pk not in known
    ]


@transaction.atomic
def eligibility_work_expire(*, by: Actor) -> int:
    """Close the work about visits of days that are over: the claim will tell.  Returns how many."""
    items = _visits_over(clock.today())
    for item in items:
        item.closed_at, item.resolution = clock.now(), VISIT_OVER
    move_all(rows=items, event="condition_gone", words=VISIT_OVER, by=by, also=("closed_at", "resolution"))
    return len(items)


@asked_often
def _visits_over(today: date) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(closed_at=None, kind__in=(INACTIVE, UNDETERMINED), deadline__lt=today)


@transaction.atomic
def _put(coverage: Coverage, service_on: date, appointment: Appointment | None, by: Actor) -> EligibilityCheck:
    trace_number, content = question(coverage=coverage, service_on=service_on, by=by)
    check = EligibilityCheck.objects.create(
        practice=by.practice, patient_id=coverage.patient_id, coverage=coverage, appointment=appointment,
        service_on=service_on, trace_number=trace_number, asked_at=clock.now(), request=content,
    )  # fmt: skip
    move(row=check, event="send_270", words=f"Asked {coverage.payer.name} about {service_on}", by=by)
    return check


@transaction.atomic
def _answered(check: EligibilityCheck, said: Interpretation, event: str, by: Actor) -> EligibilityCheck:
    for name in TOLD:
        setattr(check, name, getattr(said, name))
    check.verdict, check.answered_at = str(said.verdict), clock.now()
    words = f"{check.coverage.payer.name}: {WORDS[said.verdict]} on {check.service_on}"
    move(row=check, event=event, words=words, by=by, why=said.reason, also=(*TOLD, "answered_at", "response"))
    if check.appointment is not None:
        _work(check, by)
    return check


@transaction.atomic
def _unanswered(check: EligibilityCheck, reason: str, by: Actor) -> EligibilityCheck:
    check.reason, check.mended_by = reason[:300], FRONT_DESK
    words = f"No answer from {check.coverage.payer.name}"
    move(row=check, event="no_answer", words=words, by=by, why=reason, also=("reason", "mended_by", "response"))
    if check.appointment is not None and not has_active_answer(appointments=[check.appointment]):
        _work(check, by)
    return check


def _is_refused(said: Interpretation, problems: tuple) -> bool:
    return bool(problems) and said.verdict is Verdict.UNDETERMINED


def _work(check: EligibilityCheck, by: Actor) -> None:
    """Open, before the visit, what somebody has to do; close what the answer settles."""
    visit = check.appointment
    if check.verdict == Verdict.ACTIVE:
        appointment_copay_set(appointment=visit, copay=_copay_of(visit, check), by=by)
        work_items_close(subject=visit, kinds=(INACTIVE, UNDETERMINED), by=by, resolution="The payer says active")
        return
    if check.service_on < clock.today():
        return
    kind, other = (INACTIVE, UNDETERMINED) if check.verdict == Verdict.INACTIVE else (UNDETERMINED, INACTIVE)
    work_items_close(subject=visit, kinds=(other,), by=by, resolution="The payer answered otherwise")
    work_item_open(subject=visit, need=_need(kind, check), by=by)


def _copay_of(visit: Appointment, check: EligibilityCheck) -> int | None:
    """What the plan asks of an office visit; of a preventive visit no plan asks any (45 CFR 147.130)."""
    return 0 if visit.visit_type == VisitType.ANNUAL else check.copay


def _need(kind: str, check: EligibilityCheck) -> Need:
    visit = check.appointment
    ended = kind == INACTIVE
    role = check.mended_by if check.mended_by in MENDERS else FRONT_DESK
    day = f"/schedule/?day={check.service_on}&visit={visit.pk}#checkin"
    return Need(
        kind=kind,
        title=f"{visit.patient.sort_name}: {'coverage ended' if ended else 'coverage undetermined'}",
        reason=f"{check.coverage.payer.name} for {check.service_on}: {check.reason or 'no answer'}.",
        next_action="Get the new card" if ended else "Check again",
        role=role,
        url=day if role == FRONT_DESK else f"/patients/{visit.patient_id}/",
        amount=_usual_charge(visit, check.service_on),
        deadline=check.service_on,
    )


def _usual_charge(visit: Appointment, on: date) -> int:
    """What such a visit usually bills, in cents: the money at stake when the plan does not cover it."""
    procedure = USUAL.get(visit.visit_type, USUAL_VISIT)
    return fees_of([procedure], on=on).get((procedure, ""), 0)
