"""What the payer last said of a plan (271), as far as it bears on one day of service."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cleanclaim.apps.claims.build import text
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.eligibility.question import Unanswerable, answer
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.benefits import Benefit, EligibilityResponse, Verdict
from cleanclaim.core.benefits.read import window
from cleanclaim.core.edits.known import Coverage

SAID = (Verdict.ACTIVE.value, Verdict.INACTIVE.value)
ACTIVE, OTHER_PAYER, FACILITY = "1", "R", "X"  # EB01
# EB04 of an EB*R: Medicare's own plans, and the payers that come before Medicare, as SBR05 names them.
ADVANTAGE = frozenset({"HM", "HN", "IN", "PR", "PS"})
BEFORE_MEDICARE = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47"})
QMB, PART_B = frozenset({"QM"}), frozenset({"MB"})
HOSPICE, HOME_HEALTH, SKILLED_NURSING, HOSPITAL, DRUGS = "45", "42", "AG", "47", "88"  # EB03
NEXT_DUE = "348"  # DTP01
# DTP01 of a plan's order, an episode and a stay, each as the kind of the plan's own dates that means the same.
AS_OF_PLAN = {"290": "291", "193": "346", "194": "347", "435": "346", "096": "347"}


def answers_to(coverages: Sequence[int]) -> dict[int, EligibilityCheck]:
    """{coverage id: the last question that its payer answered with active or inactive}."""
    return {check.coverage_id: check for check in _last_answers(coverages)}


@asked_often
def _last_answers(coverages: list[int]) -> QuerySet[EligibilityCheck]:
    said = EligibilityCheck.objects.filter(verdict__in=SAID).exclude(response=None)
    later = said.filter(coverage=OuterRef("coverage"), asked_at__gt=OuterRef("asked_at"))
    return said.filter(~Exists(later), coverage__id__in=coverages).defer("request").order_by("pk")


def coverage(check: EligibilityCheck | None, *, on: date) -> Coverage | None:
    """The coverage as the payer described it, for a service on that day; None when it never did."""
    if check is None:
        return None
    try:
        said = answer(bytes(check.response), trace_number=check.trace_number)
    except Unanswerable:
        return None
    return _coverage(said, check, _Benefits(said.benefits, on))


def _coverage(said: EligibilityResponse, check: EligibilityCheck, find: "_Benefits") -> Coverage:
    first, last = _in_force(said, check)
    person = said.dependent or said.subscriber
    plan, before = find(OTHER_PAYER, ADVANTAGE), find(OTHER_PAYER, BEFORE_MEDICARE)
    hospital, nursing, home = (find(FACILITY, service=kind) for kind in (HOSPITAL, SKILLED_NURSING, HOME_HEALTH))
    return Coverage(
        active_from=first,
        active_to=last,
        verified_on=timezone.localdate(check.answered_at or check.asked_at),
        last_name=text(person.last_name),
        first_name=text(person.first_name),
        birth_date=person.birth_date,
        advantage_plan=_name(plan),
        advantage_from=_window(plan)[0],
        hospice_from=_window(find(FACILITY, service=HOSPICE))[0],
        inpatient_from=_window(hospital)[0],
        inpatient_to=_window(hospital)[1],
        inpatient_at=_name(hospital),
        open_msp=before.insurance_type if before else "",
        is_qmb=find(ACTIVE, QMB) is not None,
        part_b_from=_window(find(ACTIVE, PART_B))[0],
        next_eligible=dict(_next_due(said.benefits)),
        other_insurance=next(find.other_plans(), ""),
        skilled_nursing_from=_window(nursing)[0],
        skilled_nursing_to=_window(nursing)[1],
        home_health_from=_window(home)[0],
        home_health_to=_window(home)[1],
        home_health_agency=_name(home),
    )


class _Benefits:
    """Finds among what the payer said what was so on the day."""

    def __init__(self, benefits: Sequence[Benefit], on: date) -> None:
        self._of_day = [each for each in benefits if _covers(each, on)]

    def __call__(self, code: str, insurance: frozenset[str] = frozenset(), *, service: str = "") -> Benefit | None:
        found = (
            each
            for each in self._of_day
            if each.code == code
            and (not insurance or each.insurance_type in insurance)
            and (not service or service in each.service_types)
        )
        return next(found, None)

    def other_plans(self) -> Iterator[str]:
        """Names of other payers of medical care, which are not Medicare's own or those before it."""
        for each in self._of_day:
            is_medical = each.service_types != (DRUGS,)
            if each.code == OTHER_PAYER and each.insurance_type not in ADVANTAGE and is_medical and _name(each):
                yield _name(each)


def _in_force(said: EligibilityResponse, check: EligibilityCheck) -> tuple[date | None, date | None]:
    """First and last day of the plan; None where the payer did not say."""
    first, last = said.plan_from, said.plan_to
    if first is None and last is None:
        first, last = _window(next((each for each in said.benefits if each.code == ACTIVE), None))
    if first == last == check.service_on:  # the day that was asked for, said back
        first = last = None
    if check.verdict == Verdict.INACTIVE and last is None and (first is None or first <= check.service_on):
        last = check.service_on - timedelta(days=1)  # not active on that day, and no day was named
    return first, last


def _next_due(benefits: Sequence[Benefit]) -> Iterator[tuple[str, date]]:
    for each in benefits:
        due = window([pair for pair in each.dates if pair[0] == NEXT_DUE])[0]
        if each.procedure and due:
            yield each.procedure, due


def _covers(benefit: Benefit, on: date) -> bool:
    first, last = _window(benefit)
    return (first is None or first <= on) and (last is None or on <= last)


def _window(benefit: Benefit | None) -> tuple[date | None, date | None]:
    return window([(AS_OF_PLAN.get(kind, kind), days) for kind, days in benefit.dates]) if benefit else (None, None)


def _name(benefit: Benefit | None) -> str:
    return benefit.entity.name if benefit and benefit.entity else ""
