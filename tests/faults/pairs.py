"""Two workers that are given the same file at the same time."""

from django_tasks_db.models import DBTaskResult
from tests.faults.copies import Copies
from tests.faults.kills import Told, fresh, undisturbed
from tests.faults.practices import the_practice
from tests.faults.workers import FINISHED, ended, queued, run, started

from cleanclaim.interfaces.jobs.tasks import exchange_run


def pairs(copies: Copies, content: bytes, times: int) -> Told:
    """Each has a task of its own for the practice; the file comes to what one of them alone makes of it."""
    expected, seconds = undisturbed(copies, content)
    told = Told(seconds=seconds)
    for _ in range(times):
        fresh(copies, content)
        exchange_run.enqueue(the_practice().pk)
        exchange_run.enqueue(the_practice().pk)
        workers = [started(), started()]
        if [ended(worker) for worker in workers] != [FINISHED, FINISHED]:
            told.wrong.append("a worker died")
        told.at_work += len({tuple(task.worker_ids) for task in DBTaskResult.objects.filter(status="SUCCESSFUL")}) == 2
        queued()
        assert run() == FINISHED
        told.judge(expected)
    return told
