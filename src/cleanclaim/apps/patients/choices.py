"""Choices of the patients app; codes as the 837 sends them."""

from django.db import models


class Sex(models.TextChoices):
    """DMG03, as held by the payer."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Unknown"


class Relationship(models.TextChoices):
    """PAT01 / SBR02: what the patient is to the subscriber."""

    SELF = "18", "Self"
    SPOUSE = "01", "Spouse"
    CHILD = "19", "Child"
    EMPLOYEE = "20", "Employee"
    LIFE_PARTNER = "53", "Life partner"
    OTHER = "G8", "Other"


class Rank(models.IntegerChoices):
    """Order in which coverages are billed."""

    PRIMARY = 1, "Primary"
    SECONDARY = 2, "Secondary"
    TERTIARY = 3, "Tertiary"


class FormKind(models.TextChoices):
    """What a patient signs before a service, and edits ask for."""

    NOTICE = "notice", "Notice of noncoverage (ABN)"
    CONSENT = "consent", "Consent to sterilization or hysterectomy"


class NoticeOption(models.IntegerChoices):
    """The box of the ABN that the patient chose."""

    BILL = 1, "1: do it and bill Medicare"
    DO_NOT_BILL = 2, "2: do it, do not bill Medicare"
    REFUSE = 3, "3: do not do it"
