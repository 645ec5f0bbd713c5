"""What the worker does to claims: checking them again when a manager has changed what their edits go by."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.db import models
from django_tasks import task

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import activity_record, subject_of
from cleanclaim.apps.claims.services import claims_recheck
from cleanclaim.apps.claims.services.rechecking import Rechecked, claims_to_recheck
from cleanclaim.apps.practices.acting import acting_as, current_actor, system_actor
from cleanclaim.apps.practices.models import Organization, Payer

BEGUN, DONE = "unsent_recheck_begin", "unsent_recheck_done"


@task()
def unsent_recheck(
    practice_id: int, label: str, key: int, first: str, payer_id: int | None, why: str
) -> tuple[int, int, int]:
    """Of services from `first` (2026-11-24), because of the row `label` (claims.editchoice) `key`, where it is told."""
    practice = Organization.objects.get(pk=practice_id)
    with acting_as(system_actor(practice)) as by:
        subject = apps.get_model(label).objects.get(pk=key)
        payer = Payer.objects.get(pk=payer_id) if payer_id else None
        told = claims_recheck(first=date.fromisoformat(first), payer=payer, why=why, by=by)
        activity_record(subject=subject, what=DONE, words=_words(told), by=by)
    return told.claims, told.released, told.held


def unsent_recheck_queue(subject: models.Model, why: str, *, payer: Payer | None = None, first: date = date.min) -> str:
    """Queue it for what a changed row bears on; gives the words for the screen, none where no claim waits."""
    count, by = claims_to_recheck(first=first, payer=payer).count(), current_actor()
    if not count:
        return ""
    words = f"{_claims(count)} {'is' if count == 1 else 'are'} being checked again."
    activity_record(subject=subject, what=BEGUN, words=words, by=by)
    label, payer_id = subject._meta.label_lower, payer.pk if payer else None
    unsent_recheck.enqueue(by.practice.pk, label, subject.pk, f"{first}", payer_id, why)
    return f" {words}"


def rechecks_told(subjects: Iterable[models.Model]) -> dict[str, ActivityEntry]:
    """{row as the stream names it: what was last said of checking claims again because of it}."""
    names = [subject_of(each) for each in subjects]
    rows = ActivityEntry.objects.filter(subject__in=names, what__in=(BEGUN, DONE)).order_by("at", "pk")
    return {row.subject: row for row in rows}


def _claims(count: int) -> str:
    return f"{count} unsent claim" if count == 1 else f"{count} unsent claims"


def _words(told: Rechecked) -> str:
    released = f"{told.released} became ready" if told.released else "none became ready"
    return f"{_claims(told.claims)} checked again: {released}" + (f", {told.held} held now" if told.held else "")
