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
