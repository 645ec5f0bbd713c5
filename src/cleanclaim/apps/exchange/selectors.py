"""Reads of the exchange app."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from cleanclaim import clock
from cleanclaim.apps.exchange.choices import TROUBLE, Direction, FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.practices.acting import Actor

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


def files_to_deliver(*, by: Actor) -> QuerySet[ExchangeFile]:
    """The outbox: what is queued, was not taken, or was being sent when its sender died; oldest first."""
    by.require("claim.submit")
    abandoned = Q(state=FileState.SENDING, done_at__lt=clock.now() - SENDING_TAKES_AT_MOST)
    waiting = Q(state__in=(FileState.QUEUED, FileState.FAILED)) | abandoned
    files = ExchangeFile.objects.filter(waiting, direction=Direction.OUT)
    return files.select_related("partner", "batch").order_by("pk")


def files_to_read(*, by: Actor) -> QuerySet[ExchangeFile]:
    """The inbox: what was received and not read, oldest first."""
    by.require("claim.submit")
    files = ExchangeFile.objects.filter(direction=Direction.IN, state=FileState.RECEIVED)
    return files.select_related("partner").order_by("pk")
