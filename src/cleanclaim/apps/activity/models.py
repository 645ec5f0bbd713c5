"""Who did what, when, why and from where: audit log, timeline, and what a client sees of its billing company."""

from django.conf import settings
from django.db import models

from cleanclaim.apps.practices.growing import GrowingRow


class ActivityEntry(GrowingRow):
    """One act.  Append-only: a trigger refuses UPDATE and DELETE.

    `subject` names what was acted on ("claim:41"); `patient_id` whose record it is part of, when it is.
    """

    at = models.DateTimeField()
    subject = models.CharField(max_length=60)
    patient_id = models.BigIntegerField(null=True, blank=True)
    what = models.CharField(max_length=60, help_text="Service or event: claim_submit, era_paid")
    words = models.CharField(max_length=300, help_text="What a person reads")
    why = models.CharField(max_length=500, blank=True)
    state_from = models.CharField(max_length=30, blank=True)
    state_to = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=120, blank=True, help_text="File, screen or command it came from")
    amount = models.BigIntegerField(null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=120)
    employer_name = models.CharField(max_length=60, blank=True, help_text="The billing company, when one acted")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["practice", "subject", "-at"], name="activity_subject"),
            models.Index(fields=["practice", "-at", "-id"], name="activity_recent"),
            models.Index(fields=["practice", "patient_id", "-at"], name="activity_patient"),
        ]
