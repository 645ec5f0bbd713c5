"""A day of visits as the front desk reads it: each visit with its verdict, its copay and the next step."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.eligibility.selectors import Standing, checks_of_visits, coverages_to_ask
from cleanclaim.apps.ledger.selectors import MAY_SEE, owed_by_patients
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.selectors import EXPECTED, copays_collected

HERE = ("checked_in", "roomed", "in_visit")
DONE = ("checked_out", "completed")
PLACES = {
    "checked_in": "Waiting", "roomed": "In a room", "in_visit": "With clinician", "checked_out": "Done",
    "completed": "Done", "no_show": "Did not come",
}  # fmt: skip


class Readiness(Struct, frozen=True):
    """Whether the visit can be billed, as far as is known: for filters, for the pill, and for the note beside it."""

    key: str
    tone: str
    icon: str
    words: str
    note: str = ""


class Visit(Struct, frozen=True):
    """One row of the day; amounts in cents."""

    appointment: Appointment
    readiness: Readiness
    plan: Coverage | None
    standing: Standing
    collected: int
    owed: int

    @property
    def is_expected(self) -> bool:
        return self.appointment.state in EXPECTED

    @property
    def is_here(self) -> bool:
        return self.appointment.state in HERE

    @property
    def is_done(self) -> bool:
        return self.appointment.state in DONE

    @property
    def place(self) -> str:
        """Where the patient is, once arrived."""
        return PLACES.get(self.appointment.state, "")

    @property
    def copay_left(self) -> int:
        """What is still to be collected of the copay."""
        return max((self.appointment.copay_due or 0) - self.collected, 0)


def visits_of(appointments: Sequence[Appointment], *, by: Actor) -> list[Visit]:
    """The rows of a day, in a handful of queries however long it is."""
    standings = checks_of_visits(appointments=appointments, by=by)
    plans = coverages_to_ask(appointments=appointments)
    collected = copays_collected(appointments=appointments)
    patients = [row.patient_id for row in appointments] if any(by.may(permission) for permission in MAY_SEE) else []
    owing = owed_by_patients(patient_ids=patients, by=by) if patients else {}
    return [
        Visit(
            appointment=row,
            readiness=readiness(plans.get(row.pk), standings[row.pk]),
            plan=plans.get(row.pk),
            standing=standings[row.pk],
            collected=collected.get(row.pk, 0),
            owed=owing.get(row.patient_id, 0),
        )
        for row in appointments
    ]


def readiness(plan: Coverage | None, standing: Standing) -> Readiness:
    """From the plan and the payer's last answer for the day; what is not known is never called eligible."""
    if plan is None:
        return Readiness("self_pay", "is-wait", "user", "No plan on file", "The patient pays")
    answer = standing.answer
    if answer is None and standing.failed is None:
        return Readiness("unchecked", "is-wait", "circle-dashed", "Not checked")
    if answer is None:
        return Readiness("undetermined", "is-wait", "help-circle", "Undetermined", "No payer answer")
    stale = "The last call failed" if standing.failed else ""
    if answer.verdict == "active":
        return Readiness("ready", "is-ok", "circle-check", "Eligible", stale)
    if answer.verdict == "inactive":
        return Readiness("ended", "is-bad", "alert-triangle", "Coverage ended", _short(answer))
    return Readiness("undetermined", "is-wait", "help-circle", "Undetermined", _short(answer))


def counts(visits: Sequence[Visit]) -> list[tuple[Readiness, int]]:
    """How many visits of each readiness, for the chips; the first note seen is left out."""
    found = Counter(visit.readiness.key for visit in visits)
    first = {visit.readiness.key: visit.readiness for visit in reversed(visits)}
    order = ("ready", "ended", "undetermined", "unchecked", "self_pay")
    return [(first[key], found[key]) for key in order if key in found]


def next_to_arrive(visits: Sequence[Visit], now: datetime) -> Visit | None:
    """Whom the desk most likely has before it: the first still expected whose time is not long past."""
    expected = [visit for visit in visits if visit.is_expected]
    near = [visit for visit in expected if (now - visit.appointment.starts_at).total_seconds() < 45 * 60]
    return next(iter(near or expected), None)


def _short(answer: EligibilityCheck) -> str:
    return answer.reason if len(answer.reason) <= 40 else f"{answer.reason[:38].rstrip()} …"
