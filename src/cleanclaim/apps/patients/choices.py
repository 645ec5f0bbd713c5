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
