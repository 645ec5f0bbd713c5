"""Reads of the exchange app."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from cleanclaim import clock
from cleanclaim.apps.exchange.choices import TROUBLE, Direction, FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often

RECENT = ("-created_at", "-pk")
SENDING_TAKES_AT_MOST = timedelta(minutes=10)


def files_exchanged(*, by: Actor, view: str = "") -> QuerySet[ExchangeFile]:
    """Every file sent and received, or those of a saved view, newest first, without its content."""
    by.require("claim.view")
    found = files_visible(by=by).defer("content").order_by(*RECENT)
    if view in Direction.values:
        found = found.filter(direction=view)
    return found.filter(state__in=TROUBLE) if view == "trouble" else found


def files_visible(*, by: Actor) -> QuerySet[ExchangeFile]:
    """Every file with its content; it names patients, so a masked view of claims does not open it."""
    by.require("claim.view")
    found = ExchangeFile.objects.select_related("partner", "batch")
    return found if by.sees_all("claim.view") else found.none()


def files_to_deliver(*, by: Actor) -> list[ExchangeFile]:
    """The outbox: what is queued, was not taken, or was being sent when its sender died; oldest first."""
    by.require("claim.submit")
    return _outbox(clock.now() - SENDING_TAKES_AT_MOST)


def undelivered(died_before: datetime) -> QuerySet[ExchangeFile]:
    """What is to be delivered, where whoever began a sending before `died_before` has died."""
    abandoned = Q(state=FileState.SENDING, done_at__lt=died_before)
    waiting = Q(state__in=(FileState.QUEUED, FileState.FAILED)) | abandoned
    files = ExchangeFile.objects.filter(waiting, direction=Direction.OUT)
    return files.select_related("partner", "batch").order_by("pk")


def files_to_read(*, by: Actor) -> list[ExchangeFile]:
    """The inbox: what was received and not read, oldest first, without its content."""
    by.require("claim.submit")
    return _inbox()


@asked_often
def _inbox() -> QuerySet[ExchangeFile]:
    files = ExchangeFile.objects.filter(direction=Direction.IN, state=FileState.RECEIVED)
    return files.select_related("partner").defer("content").order_by("pk")


_outbox = asked_often(undelivered)
