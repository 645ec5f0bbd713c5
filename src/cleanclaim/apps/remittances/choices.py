"""Choices of the remittances app."""

from django.db import models


class Disposition(models.TextChoices):
    """Where each claim and provider adjustment of an accepted 835 ends (invariant C11)."""

    POSTED = "posted", "Posted"
    HELD = "held", "Held"
    INFORMATIONAL = "informational", "Information only"


class MatchedBy(models.TextChoices):
    """How the claim was found, strongest first."""

    CONTROL_NUMBER = "control_number", "Our claim number"
    PAYER_NUMBER = "payer_number", "Payer's claim number"
    CONTENT = "content", "Member, dates and charge"
    PERSON = "person", "By a person"
    NONE = "none", "Not found"


class Outcome(models.TextChoices):
    """How a dispute ended, or stands after the payer's first word."""

    PAID = "paid", "Payer pays all of it"
    PARTLY_PAID = "partly_paid", "Payer pays part of it"
    UPHELD = "upheld", "Payer stays with its amount"
    GIVEN_UP = "given_up", "Given up"


PAYS = (Outcome.PAID, Outcome.PARTLY_PAID)
# After these nothing is decided any more; a payer that stays with its amount may be won over, or the rest given up.
FINAL = (*PAYS, Outcome.GIVEN_UP)
# How each state of the machine looks: tone, icon, words.
STANDING = {
    "received": ("is-wait", "clock", "Received"),
    "parsed": ("is-wait", "clock", "Read"),
    "unreadable": ("is-bad", "circle-x", "Unreadable"),
    "duplicate": ("is-wait", "copy", "Came before"),
    "suspected_duplicate": ("is-warn", "copy", "Came before?"),
    "out_of_balance": ("is-bad", "scale", "Does not add up"),
    "quarantined": ("is-bad", "scale", "Held whole"),
    "in_suspense": ("is-warn", "scale", "In suspense"),
    "superseded": ("is-wait", "switch-horizontal", "Replaced"),
    "balanced": ("is-wait", "clock", "Proven"),
    "matching": ("is-wait", "clock", "Matching"),
    "partly_posted": ("is-warn", "player-pause", "Claims held"),
    "posted": ("is-ok", "check", "Posted"),
    "reconciled": ("is-ok", "building-bank", "Posted and in the bank"),
    "reversed_internal": ("is-warn", "rotate", "Taken back"),
}
# CLP02 of an answer that adjudicates; a reversal, a forwarding alone and a predetermination do not.
ADJUDICATED = ("1", "2", "3", "4", "19", "20", "21")
# States in which nothing of the payment is in the books.
WHOLLY_HELD = ("unreadable", "suspected_duplicate", "out_of_balance", "quarantined")
NOT_IN_CLAIMS = (*WHOLLY_HELD, "in_suspense", "superseded")
IN_THE_BOOKS = ("partly_posted", "posted", "in_suspense")
# States in which the payment is posted: another one like it is suspected to be the same.
POSTED_STATES = ("balanced", "matching", "partly_posted", "posted", "reconciled")
# States of a payment whose money is expected in the bank, or there.
HAS_MONEY = (*POSTED_STATES, "in_suspense")
# The list's saved views.
VIEWS = {"": "All", "held": "Held", "deposit": "No deposit yet", "done": "Settled"}
METHODS = {"ACH": "ACH", "CHK": "Check", "FWT": "Wire", "BOP": "Payer's choice", "NON": "No payment"}
