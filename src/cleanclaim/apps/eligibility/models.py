"""Questions about coverage (270) and the payer's answers (271).  Every question is a new row; none is overwritten."""

from django.db import models

from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.scheduling.models import Appointment


class EligibilityCheck(PracticeRow):
    """One 270, asked for a day of service.  Amounts in cents; empty: the payer did not say."""

    machine_name = "eligibility_check"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="checks")
    appointment = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    service_on = models.DateField()
    trace_number = models.CharField(max_length=30)
    state = models.CharField(max_length=20, default="queued")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(
        max_length=12, blank=True, help_text="active, inactive, undetermined; empty: not answered"
    )
    reason = models.CharField(max_length=300, blank=True)
    mended_by = models.CharField(max_length=20, blank=True, help_text="Role that can mend an undetermined answer")
    plan = models.CharField(max_length=60, blank=True)
    copay = models.BigIntegerField(null=True, blank=True)
    deductible = models.BigIntegerField(null=True, blank=True)
    deductible_left = models.BigIntegerField(null=True, blank=True)
    coinsurance_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    out_of_pocket_left = models.BigIntegerField(null=True, blank=True)
    request = models.BinaryField()
    response = models.BinaryField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["practice", "coverage", "-asked_at"], name="check_latest"),
            models.Index(fields=["practice", "appointment", "-asked_at"], name="check_appointment"),
        ]
