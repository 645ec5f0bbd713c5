"""Choices of the claims app."""

from django.db import models


class Sequence(models.TextChoices):
    """SBR01: which payer in the order."""

    PRIMARY = "P", "Primary"
    SECONDARY = "S", "Secondary"
    TERTIARY = "T", "Tertiary"


class Frequency(models.TextChoices):
    """CLM05-3."""

    ORIGINAL = "1", "Original"
    REPLACEMENT = "7", "Replacement"
    VOID = "8", "Void"


# States of the claim machine, by where the claim is.
UNSENT = ("draft", "held", "scrubbed", "edit_failed", "ready")
WITH_PAYER = ("sent", "ch_accepted", "payer_accepted", "pending_payer", "appealed")
REJECTED = ("ch_rejected", "payer_rejected")
ADJUDICATED = ("adjudicated_paid", "adjudicated_partial", "adjudicated_denied", "forwarded_next_payer")
ENDED = ("closed", "voided", "replaced")


class View(models.TextChoices):
    """The saved views of the list."""

    HELD = "held", "Held"
    READY = "ready", "Ready"
    REJECTED = "rejected", "Rejected"
    WITH_PAYER = "with_payer", "Sent, with payer"
    DENIED = "denied", "Denied"
    ANSWERED = "answered", "Answered"


STATES_OF_VIEW = {
    View.HELD: ("draft", "held", "edit_failed", "scrubbed"),
    View.READY: ("ready",),
    View.REJECTED: REJECTED,
    View.WITH_PAYER: ("batched", *WITH_PAYER, "void_requested"),
    View.DENIED: ("adjudicated_denied", "adjudicated_partial"),
    View.ANSWERED: ("adjudicated_paid", "forwarded_next_payer", *ENDED),
}
