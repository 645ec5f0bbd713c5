"""Statements: what a patient was told is owed, and why."""

from django.db import models

from cleanclaim.apps.patient_billing.choices import STANDING
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import PracticeRow


class Statement(PracticeRow):
    """A query of the ledger on a day, kept as it was shown (`content`) and as it goes on paper (`paper`).

    `pdf` is that paper, printed when it is first asked for and kept; empty before.
    """

    machine_name = "statement_dunning"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="statements")
    number = models.CharField(max_length=20)
    issued_on = models.DateField()
    due_on = models.DateField()
    amount = models.BigIntegerField()
    state = models.CharField(max_length=20, default="due")
    content = models.JSONField()
    paper = models.JSONField(default=dict)
    pdf = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="statement_number_once")]
        indexes = [
            models.Index(fields=["practice", "-issued_on", "-id"], name="statement_recent"),
            models.Index(fields=["practice", "patient", "-issued_on"], name="statement_patient"),
        ]

    @property
    def standing(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return STANDING[self.state]
