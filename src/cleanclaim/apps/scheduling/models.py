"""Appointments, and the slots they take."""

from datetime import date

from django.db import models
from django.utils import timezone

from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.scheduling.choices import VisitType

SLOT_MINUTES = 10


class Appointment(PracticeRow):
    """A visit that is planned."""

    machine_name = "appointment"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="appointments")
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=20)
    visit_type = models.CharField(max_length=20, choices=VisitType)
    reason = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, default="booked")
    copay_due = models.BigIntegerField(null=True, blank=True, help_text="Cents; empty: not known")
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["practice", "starts_at"], name="appointment_day"),
            models.Index(fields=["practice", "patient", "starts_at"], name="appointment_patient"),
        ]

    @property
    def service_on(self) -> date:
        """The day of the visit at the practice."""
        return timezone.localtime(self.starts_at).date()


class Slot(PracticeRow):
    """Ten minutes of a clinician taken by an appointment: the database itself refuses a double booking."""

    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="slots")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "clinician", "starts_at"], name="slot_taken_once")]
