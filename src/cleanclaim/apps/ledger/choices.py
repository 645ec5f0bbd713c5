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
