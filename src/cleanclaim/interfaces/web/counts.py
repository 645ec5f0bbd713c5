"""The one count of each place in the rail: how much waits there for somebody."""

from cleanclaim import clock
from cleanclaim.apps.practices.acting import Actor, acting_as
from cleanclaim.apps.scheduling.selectors import MANAGE, appointments_visible, day_bounds
from cleanclaim.apps.worklist.selectors import work_waiting
from cleanclaim.interfaces.web.day import EXPECTED


def waiting(by: Actor) -> dict[str, int]:
    """{URL name: how many}: work of the actor's roles, and patients still expected today."""
    with acting_as(by):
        found = {"worklist:list": work_waiting(by=by).count()}
        if by.may(MANAGE):
            first, last = day_bounds(clock.today())
            today = appointments_visible(by=by).filter(starts_at__gte=first, starts_at__lt=last)
            found["web:schedule"] = today.filter(state__in=EXPECTED).count()
    return {name: count for name, count in found.items() if count}
