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
# Claims that a payer has or will have: history to another claim of the patient.
STANDING = ("ready", "batched", *WITH_PAYER, *ADJUDICATED, "closed")
UNANSWERED = ("ready", "batched", "sent", "ch_accepted", "payer_accepted", "pending_payer")


class Setting(models.TextChoices):
    """What a choice says of an edit: the fields of EditChoice."""

    IGNORE = "ignore", "Off"
    WARN = "warn", "Warning only"
    KEEP = "keep", "On"
    SELECT = "select", "On alone"


SHOWN_SETTING = {
    Setting.IGNORE: ("is-wait", "circle-dashed"),
    Setting.WARN: ("is-warn", "alert-triangle"),
    Setting.KEEP: ("is-ok", "circle-check"),
    Setting.SELECT: ("is-ok", "circle-check"),
}


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
WAITING = tuple(state for view, states in STATES_OF_VIEW.items() if view != View.ANSWERED for state in states)


# Tone, icon and words of each state of the claim machine.
SHOWN = {
    "draft": ("is-wait", "circle-dashed", "Draft"),
    "held": ("is-warn", "player-pause", "On hold"),
    "edit_failed": ("is-warn", "player-pause", "Held by findings"),
    "scrubbed": ("is-info", "circle-check", "Checked"),
    "ready": ("is-info", "circle-check", "Ready"),
    "batched": ("is-info", "send", "In the outbox"),
    "sent": ("is-info", "send", "Sent"),
    "ch_accepted": ("is-info", "check", "At the clearinghouse"),
    "payer_accepted": ("is-info", "building-bank", "With the payer"),
    "pending_payer": ("is-wait", "clock", "Pending"),
    "ch_rejected": ("is-bad", "circle-x", "Rejected"),
    "payer_rejected": ("is-bad", "circle-x", "Rejected"),
    "adjudicated_denied": ("is-bad", "circle-x", "Denied"),
    "adjudicated_partial": ("is-warn", "alert-triangle", "Paid in part"),
    "adjudicated_paid": ("is-ok", "circle-check", "Paid"),
    "forwarded_next_payer": ("is-info", "arrow-right", "Next payer"),
    "appealed": ("is-info", "scale", "Appealed"),
    "closed": ("is-ok", "check", "Closed"),
    "replaced": ("is-wait", "history", "Replaced"),
    "void_requested": ("is-wait", "clock", "Void asked for"),
    "voided": ("is-wait", "circle-x", "Void"),
}
