"""Choices of the exchange app."""

from django.db import models


class Direction(models.TextChoices):
    OUT = "out", "Sent"
    IN = "in", "Received"


class FileState(models.TextChoices):
    """Out: queued, sending, sent, failed.  In: received, read, refused (nothing of it was used), held (some of it waits)."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    RECEIVED = "received", "Received"
    READ = "read", "Read"
    REFUSED = "refused", "Refused"
    HELD = "held", "Held"
