"""What is queued again and again."""

from tests.builders.practices import a_practice

from cleanclaim.interfaces.jobs.tasks import mornings_queue


def test_a_practice_has_one_morning_a_day(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    a_practice()
    assert (mornings_queue(), mornings_queue()) == (1, 0)
