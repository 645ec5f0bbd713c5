"""What the worker asks payers."""

from datetime import date

from django_tasks import task

from cleanclaim.apps.eligibility.services import eligibility_checks_day
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.models import Organization


@task()
def day_check(practice_id: int, day: str) -> int:
    """Ask about every visit of the day (2026-11-24) that is not known to be covered; returns how many were asked."""
    practice = Organization.objects.get(pk=practice_id)
    with acting_as(system_actor(practice)) as by:
        return len(eligibility_checks_day(day=date.fromisoformat(day), by=by))
