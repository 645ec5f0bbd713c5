"""Choices of the encounters app."""

from django.db import models


class View(models.TextChoices):
    """The saved views of the list: whose work the encounter waits for."""

    TO_DOCUMENT = "to_document", "To document"
    TO_SIGN = "to_sign", "To sign"
    TO_CODE = "to_code", "To code"
    BILLED = "billed", "Billed"
    NO_CHARGE = "no_charge", "No charge"


STATES_OF_VIEW = {
    View.TO_DOCUMENT: ("open",),
    View.TO_SIGN: ("documented",),
    View.TO_CODE: ("signed", "query_open", "amended", "coded"),
    View.BILLED: ("charges_posted",),
    View.NO_CHARGE: ("no_charge",),
}
UNSIGNED = ("open", "documented")
TO_BILL = ("signed", "coded")
MOST_DIAGNOSES, MOST_SERVICES, MOST_POINTERS, MOST_MODIFIERS = 12, 50, 4, 4

# Tone, icon and words of each state of the encounter machine.
SHOWN = {
    "open": ("is-info", "pencil", "Note open"),
    "documented": ("is-warn", "writing-sign", "To sign"),
    "signed": ("is-info", "lock", "Signed, to code"),
    "coded": ("is-info", "lock", "Coded"),
    "query_open": ("is-warn", "help-circle", "Question open"),
    "charges_posted": ("is-ok", "circle-check", "Billed"),
    "amended": ("is-warn", "writing-sign", "Amended"),
    "no_charge": ("is-wait", "circle-check", "No charge"),
    "voided": ("is-wait", "circle-x", "Void"),
}
