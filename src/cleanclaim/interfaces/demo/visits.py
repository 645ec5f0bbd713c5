"""What patients come for, and when: the plan of a year, drawn from a seed before anything happens."""

from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from random import Random

from django.utils import timezone
from msgspec import Struct, convert

from cleanclaim.apps.encounters.services import Note, Performed
from cleanclaim.apps.patients.models import Patient
from cleanclaim.core.tables import read_table

FIRST_HOUR, VISITS_A_MORNING = 8, 14


Services = tuple[tuple[str, str, str, str], ...]  # procedure, modifiers, units, pointers


class Visit(Struct, frozen=True):
    """One reason to come, with its note and codes (visits.yaml); `hurried` are codes that a busy day lets slip."""

    reason: str
    weight: int
    ages: tuple[int, int]
    type: str
    s: str
    o: str
    a: str
    p: str
    dx: tuple[str, ...]
    services: Services
    sex: str = ""
    is_new: bool = False
    payers: tuple[str, ...] = ()
    hurried: Services = ()

    @property
    def note(self) -> Note:
        return Note(self.s, self.o, self.a, self.p)

    @property
    def performed(self) -> list[Performed]:
        return [
            Performed(code, tuple(filter(None, modifiers.split(","))), units, tuple(map(int, pointers.split(","))))
            for code, modifiers, units, pointers in self.services
        ]


class Planned(Struct):
    """A visit at a time, 0 being the first of the day."""

    patient: Patient
    visit: Visit
    clinician: int
    slot: int
    lead_days: int

    def starts_at(self, day: date) -> datetime:
        minutes = (self.slot % VISITS_A_MORNING) * 30 + (self.slot // VISITS_A_MORNING) * 10
        return timezone.make_aware(datetime.combine(day, time(FIRST_HOUR)) + timedelta(minutes=minutes))


@cache
def visits() -> tuple[Visit, ...]:
    table = read_table(files(__package__).joinpath("visits.yaml").read_text("utf-8"))
    return convert(table, tuple[Visit, ...])


def visit_for(patient: Patient, payer_id: str, *, is_new: bool, rng: Random, on: date) -> Visit:
    """A reason that fits the patient's age, sex and payer."""
    born = patient.birth_date
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    fitting = [each for each in visits() if _fits(each, patient, payer_id, age)]
    new = [each for each in fitting if each.is_new] if is_new else []
    choice = new or [each for each in fitting if not each.is_new]
    return rng.choices(choice, weights=[each.weight for each in choice])[0]


def _fits(visit: Visit, patient: Patient, payer_id: str, age: int) -> bool:
    if (visit.payers or payer_id == "WC001") and payer_id not in visit.payers:
        return False
    return visit.ages[0] <= age <= visit.ages[1] and visit.sex in ("", patient.sex)


def workdays(last: date, months: int) -> list[date]:
    """Weekdays from `months` ago up to the day before `last`."""
    first = last - timedelta(days=months * 30 + 5)
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    return [day for day in days if day.weekday() < 5]
