"""Reads of the activity stream: the timeline of one thing, and who did what in the practice."""

from datetime import datetime

from django.db import models
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import subject_of
from cleanclaim.apps.practices.acting import Actor

RECENT = ("-at", "-pk")
SHOWN = 20
MAY_FOLLOW = ("demographics.view", "claim.view", "audit.view")
ICONS = {  # by how the act's name begins
    "coverage": "file-text", "send_270": "help-circle", "active_271": "circle-check", "inactive_271": "circle-x",
    "receipt": "receipt", "check_in": "user", "appointment": "calendar", "claim": "file-invoice",
    "sign": "writing-sign",
}  # fmt: skip


class Happened(Struct, frozen=True):
    """One line of a timeline, as partials/_timeline.html shows it."""

    what: str
    when: datetime
    who: str
    why: str
    icon: str


def timeline(*, by: Actor, subject: models.Model | None = None, patient_id: int | None = None) -> list[Happened]:
    """The last acts on a row, or on everything of a patient's record, newest first; names the employer of outsiders."""
    if not any(by.may(permission) for permission in MAY_FOLLOW):
        by.require(MAY_FOLLOW[0])
    rows = ActivityEntry.objects.order_by(*RECENT)
    rows = rows.filter(subject=subject_of(subject)) if subject is not None else rows.filter(patient_id=patient_id)
    return [_happened(row) for row in rows[:SHOWN]]


def activity_of_practice(*, by: Actor, who: str = "", outside: bool = False) -> QuerySet[ActivityEntry]:
    """Every act in the practice, of one person or of outside companies only where asked."""
    by.require("audit.view")
    rows = ActivityEntry.objects.all() if by.level("audit.view") != "own" else ActivityEntry.objects.none()
    if who:
        rows = rows.filter(user_name=who)
    return rows.exclude(employer_name="") if outside else rows


def _happened(row: ActivityEntry) -> Happened:
    who = f"{row.user_name}, {row.employer_name}" if row.employer_name else row.user_name
    icon = next((name for start, name in ICONS.items() if row.what.startswith(start)), "circle-dashed")
    return Happened(what=row.words, when=row.at, who=who, why=row.why, icon=icon)
