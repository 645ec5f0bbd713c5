"""Twelve months of two practices, day by day, up to this morning."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.db.models import QuerySet
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.patients.choices import Rank
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.interfaces.demo.day import Place, check_in, coverage_ask, day_play, document, visit_book
from cleanclaim.interfaces.demo.desk import Desk
from cleanclaim.interfaces.demo.people import patients_make
from cleanclaim.interfaces.demo.practice import Demo, Team
from cleanclaim.interfaces.demo.visits import Planned, visit_for, workdays
from cleanclaim.interfaces.jobs.upkeep import statistics_refresh

MONTHS = 12
ENCOUNTERS_A_PATIENT = 8.9  # booked; some do not come
SHARE_OF_FIRST = 0.78  # of the patients, in the first practice
BUSY_VISITS = 12  # a day from today on
DAYS_AHEAD = 10
DAYS_A_MONTH = 20
UNBILLED_DAYS, UNSIGNED_DAYS = 2, 1
HURRIED_DAYS, HURRIED_VISITS = 10, 0.7  # the last days, whose held claims are left for whoever tries the demo
Progress = Callable[[int, int], None]  # days done, days in all


def year_make(demo: Demo, *, patients: int, seed: int, today: date, progress: Progress) -> list[str]:
    """Play the year; returns what was refused at the desks, as a person would tell it."""
    counts = [round(patients * SHARE_OF_FIRST), patients - round(patients * SHARE_OF_FIRST)]
    days = workdays(today, MONTHS)
    years = [
        PracticeYear(team, count, Random(f"{seed}:{position}"), days, today)
        for position, (team, count) in enumerate(zip(demo.teams, counts, strict=True))
    ]
    for done, day in enumerate(days, start=1):
        for year in years:
            year.day(day)
        if done % DAYS_A_MONTH == 0:
            statistics_refresh()
        progress(done, len(days) + 1)
    for year in years:
        year.this_morning()
    progress(len(days) + 1, len(days) + 1)
    return [refusal for year in years for refusal in year.desk.refused]


@asked_often
def _primary_payers(patients: list[int]) -> QuerySet[Coverage]:
    primary = Coverage.objects.filter(patient_id__in=patients, rank=Rank.PRIMARY)
    return primary.values_list("patient_id", "payer__payer_id")


class PracticeYear:
    """One practice through its year."""

    def __init__(self, team: Team, patients: int, rng: Random, days: list[date], today: date) -> None:
        self.team, self.rng, self.days, self.today = team, rng, days, today
        self.known: list[Patient] = []
        with acting_as(team.as_("system")):
            place = Place(
                team, list(Clinician.objects.order_by("pk")), list(Location.objects.order_by("pk")), rng, set()
            )
        self.place, self.desk = place, Desk(place, today)
        self.arrivals = self._arrivals(patients)
        self.visits_a_day = patients * ENCOUNTERS_A_PATIENT / len(days)

    def day(self, day: date) -> None:
        """A workday that is over, kept whole."""
        age = (self.today - day).days
        with acting_as(self.team.as_("system")), transaction.atomic():
            with clock.at(datetime.combine(day, time(7, 30))):
                new = self._register(day)
            planned = self._plan(day, new, self._count())
            if age <= HURRIED_DAYS:
                self._hurry(planned)
            day_play(self.place, day, planned, is_signed=age > UNSIGNED_DAYS, is_billed=age > UNBILLED_DAYS)
            with clock.at(datetime.combine(day, time(16))):
                self.desk.day_play(day)

    def this_morning(self) -> None:
        """Today: a few visits done or under way, the rest expected; and the days ahead booked."""
        with acting_as(self.team.as_("system")), transaction.atomic():
            count = min(BUSY_VISITS, max(2, len(self.known) // 6))
            for position, planned in enumerate(self._plan(self.today, [], count)):
                appointment = visit_book(self.place, self.today, planned)
                with clock.at(appointment.starts_at - timedelta(minutes=20)):
                    coverage_ask(self.place, appointment)
                    if position < count // 3:
                        check_in(self.place, appointment)
                if position < count // 4:
                    with clock.at(appointment.starts_at):
                        document(self.place, appointment, planned, is_signed=position % 2 == 0)
            for ahead in range(1, DAYS_AHEAD):
                self._book_ahead(self.today + timedelta(days=ahead), count)

    def _book_ahead(self, day: date, count: int) -> None:
        if day.weekday() > 4:
            return
        for planned in self._plan(day, [], max(2, count - (day - self.today).days)):
            planned.lead_days = (day - self.today).days + 3
            appointment = visit_book(self.place, day, planned)
            if (day - self.today).days == 1:
                with clock.at(datetime.combine(self.today, time(7, 30))):
                    coverage_ask(self.place, appointment)

    def _arrivals(self, patients: int) -> dict[date, int]:
        """Most are known from the first day; the others come over the year."""
        first = max(1, round(patients * 0.6))
        arrivals = {self.days[0]: first}
        for _ in range(patients - first):
            day = self.rng.choice(self.days)
            arrivals[day] = arrivals.get(day, 0) + 1
        return arrivals

    def _register(self, day: date) -> list[Patient]:
        count = self.arrivals.get(day, 0)
        new = list(patients_make(count, self.team.payers, self.rng, day, self.team.as_("front_desk")))
        self.known += new
        return new if day != self.days[0] else []

    def _hurry(self, planned: list[Planned]) -> None:
        """Some of the visits are coded in haste, so that their claims are held."""
        for each in planned:
            if each.visit.hurried and self.rng.random() < HURRIED_VISITS:
                each.visit = replace(each.visit, services=each.visit.hurried)

    def _count(self) -> int:
        whole = int(self.visits_a_day)
        return whole + (self.rng.random() < self.visits_a_day - whole)

    def _plan(self, day: date, new: list[Patient], count: int) -> list[Planned]:
        """Who comes: the new ones, then others, one visit each, spread over the clinicians."""
        others = self.rng.sample(self.known, min(len(self.known), count + len(new)))
        chosen = [*new, *(each for each in others if each not in new)][: max(count, len(new))]
        return list(self._times(day, chosen, len(new)))

    def _times(self, day: date, chosen: list[Patient], new: int) -> Iterator[Planned]:
        clinicians = len(self.place.clinicians)
        payers = dict(_primary_payers([patient.pk for patient in chosen]))
        for position, patient in enumerate(chosen):
            visit = visit_for(patient, payers.get(patient.pk, ""), is_new=position < new, rng=self.rng, on=day)
            yield Planned(patient, visit, position % clinicians, position // clinicians, self.rng.randint(0, 6))
