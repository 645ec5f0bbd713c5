"""The one count of each place in the rail: how much waits there for somebody."""

from cleanclaim import clock
from cleanclaim.apps.practices.acting import Actor, acting_as
from cleanclaim.apps.scheduling.selectors import MANAGE, expected_count
from cleanclaim.apps.worklist.selectors import work_count


def waiting(by: Actor) -> dict[str, int]:
    """{URL name: how many}: work of the actor's roles, and patients still expected today."""
    with acting_as(by):
        found = {"worklist:list": work_count(by=by)}
        if by.may(MANAGE):
            found["web:schedule"] = expected_count(day=clock.today(), by=by)
    return {name: count for name, count in found.items() if count}
