"""What the worker does: each task acts for one practice, and is queued at most once at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import close_old_connections
from django.db.models import Q
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cleanclaim import clock
from cleanclaim.apps.eligibility.services import eligibility_work_expire
from cleanclaim.apps.ledger.expiry import approvals_expire
from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import Organization
from cleanclaim.interfaces.jobs.intake import intake
from cleanclaim.interfaces.jobs.sending import deliver

ABANDONED_AFTER = timedelta(minutes=15)  # a worker that was killed leaves its task running for ever


@contextmanager
def _acting_for(practice_id: int) -> Iterator[Actor]:
    """The system acts for the practice; a connection that was cut is given up, so that the worker can say so."""
    try:
        with acting_as(system_actor(Organization.objects.get(pk=practice_id))) as by:
            yield by
    finally:
        close_old_connections()


@task()
def exchange_run(practice_id: int) -> None:
    """Empty the practice's outbox, then take in and read what its partners have."""
    with _acting_for(practice_id) as by:
        deliver(by=by)
        intake(by=by)


def exchanges_queue() -> int:
    """Queue an exchange for every practice that has none under way; returns how many."""
    running = Q(status=TaskResultStatus.RUNNING, started_at__gt=clock.now() - ABANDONED_AFTER)
    under_way = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.READY) | running, task_path=exchange_run.module_path
    )
    queued = {row.args_kwargs["args"][0] for row in under_way}
    practices = Organization.objects.filter(kind=OrganizationKind.PRACTICE).exclude(pk__in=queued)
    for practice in practices:
        exchange_run.enqueue(practice.pk)
    return len(practices)


@task()
def morning_run(practice_id: int) -> None:
    """The morning of a practice."""
    with _acting_for(practice_id) as by:
        morning(by=by)


def morning(*, by: Actor) -> None:
    """What a new day settles by itself."""
    eligibility_work_expire(by=by)
    approvals_expire(by=by)


def mornings_queue() -> int:
    """Queue the morning of every practice that had none today; returns how many."""
    today = DBTaskResult.objects.filter(task_path=morning_run.module_path, enqueued_at__date=clock.today())
    queued = {row.args_kwargs["args"][0] for row in today}
    practices = Organization.objects.filter(kind=OrganizationKind.PRACTICE).exclude(pk__in=queued)
    for practice in practices:
        morning_run.enqueue(practice.pk)
    return len(practices)


def finished_forget() -> None:
    """Drop the records of tasks that ended well; failed ones are kept for a month."""
    call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=30, verbosity=0)
