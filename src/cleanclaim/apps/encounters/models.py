"""The visit: note, diagnoses and services.  Signed, it is never changed; an addendum follows it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cleanclaim.apps.encounters.choices import SHOWN
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.scheduling.models import Appointment


class Encounter(PracticeRow):
    """One visit of a patient to a clinician."""

    machine_name = "encounter"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="encounters")
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="encounters")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="encounter"
    )
    service_on = models.DateField()
    place_of_service = models.CharField(max_length=2, default="11")
    state = models.CharField(max_length=20, default="open")
    subjective = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    no_charge_reason = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "external_id"], condition=~Q(external_id=""), name="encounter_external_id_once"
            )
        ]
        indexes = [
            models.Index(fields=["practice", "-service_on", "-id"], name="encounter_recent"),
            models.Index(fields=["practice", "patient", "-service_on"], name="encounter_patient"),
            models.Index(fields=["practice", "state", "service_on"], name="encounter_state"),
        ]

    @property
    def shown(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return SHOWN[self.state]

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class Diagnosis(PracticeRow):
    """One ICD-10-CM code of the encounter, in order; the first is principal."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="diagnoses")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, help_text="With the point: E11.65")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["encounter", "position"], name="diagnosis_position_once")]


class Service(PracticeRow):
    """One CPT or HCPCS code performed.  `pointers` are positions of diagnoses: "1,3"."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="services")
    position = models.PositiveSmallIntegerField()
    procedure = models.CharField(max_length=5)
    modifiers = models.CharField(max_length=11, blank=True)
    units = models.DecimalField(max_digits=9, decimal_places=3, default=1)
    pointers = models.CharField(max_length=11, default="1")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["encounter", "position"], name="service_position_once")]


class Addendum(PracticeRow):
    """Words added to a signed note."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at"]
