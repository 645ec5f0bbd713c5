"""Choices of the ledger app."""

from django.db import models


class Method(models.TextChoices):
    """How a patient paid."""

    CASH = "cash", "Cash"
    CHECK = "check", "Check"
    CARD = "card", "Card"


class Purpose(models.TextChoices):
    """What a patient's money was taken for."""

    COPAY = "copay", "Copay"
    BALANCE = "balance", "Balance"
    PREPAYMENT = "prepayment", "Prepayment"


class PeriodKind(models.TextChoices):
    """What a close ends."""

    DAY = "day", "Day"
    MONTH = "month", "Month"


class Act(models.TextChoices):
    """What a person may have to ask another for."""

    WRITE_OFF = "write_off", "Write-off"
    REFUND = "refund", "Refund"
    RELEASE = "release", "Release to suspense"
    TAKE_OUT = "take_out", "Take out of suspense"
    TRANSFER = "transfer", "Make it the patient's"
    NEW = "new", "Post as another payment"
    UNMATCH = "unmatch", "Unmatch"


# An act that is asked for in one line; `of` names the procedure.
ASKED_AS = {
    Act.WRITE_OFF: "{amount}{of} to {account}",
    Act.REFUND: "refund of {amount}",
    Act.RELEASE: "{amount} into suspense",
    Act.TAKE_OUT: "{amount} out of suspense",
    Act.TRANSFER: "{amount}{of} to the patient",
    Act.NEW: "{amount} as another payment",
    Act.UNMATCH: "{amount} off its claim",
}

# Accounts of the chart as people call them on an account page; others are called by their name.
ACCOUNT_WORDS = {
    "ar_insurance": "Owed by a payer",
    "ar_patient": "Owed by the patient",
    "ar_collections": "Owed, with an agency",
    "gross_charges": "Charged",
    "era_clearing": "Paid by a payer",
    "lockbox_clearing": "Paid by a payer, paper",
    "patient_credits": "Patient's money",
    "contractual_adjustments": "Lowered by contract",
    "insurance_overpayments": "Paid too much by a payer",
    "denial_writeoff": "Denials written off",
    "timely_filing_writeoff": "Written off as too late",
    "bankruptcy_writeoff": "Written off in bankruptcy",
    "card_clearing": "Cards",
}


def account_words(name: str) -> str:
    """An account as people call it."""
    return ACCOUNT_WORDS.get(name) or name.replace("_", " ").capitalize()
