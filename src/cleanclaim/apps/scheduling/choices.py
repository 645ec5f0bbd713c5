"""Choices of the scheduling app."""

from django.db import models


class VisitType(models.TextChoices):
    NEW_PATIENT = "new_patient", "New patient"
    FOLLOW_UP = "follow_up", "Follow-up"
    SICK = "sick", "Sick visit"
    ANNUAL = "annual", "Annual visit"
    PROCEDURE = "procedure", "Procedure"


# States of the appointment machine in which the time is taken.
TAKES_TIME = ("booked", "confirmed", "checked_in", "roomed", "in_visit", "checked_out", "completed", "no_show")
