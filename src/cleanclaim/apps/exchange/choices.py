"""Choices of the exchange app."""

from django.db import models


class Direction(models.TextChoices):
    OUT = "out", "Sent"
    IN = "in", "Received"


class FileState(models.TextChoices):
    """Out: queued, sending, sent, failed.  In: received, read, refused (nothing used), held (some of it waits)."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    RECEIVED = "received", "Received"
    READ = "read", "Read"
    REFUSED = "refused", "Refused"
    HELD = "held", "Held"


# How each state looks: tone, icon.
STANDING = {
    "queued": ("is-wait", "clock"),
    "sending": ("is-wait", "send"),
    "sent": ("is-ok", "check"),
    "failed": ("is-bad", "alert-triangle"),
    "received": ("is-wait", "inbox"),
    "read": ("is-ok", "check"),
    "refused": ("is-bad", "circle-x"),
    "held": ("is-warn", "player-pause"),
}
# The list's saved views.
VIEWS = {"": "All", "out": "Sent", "in": "Received", "trouble": "Needs a look"}
TROUBLE = (FileState.FAILED, FileState.REFUSED, FileState.HELD)
