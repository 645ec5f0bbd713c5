"""What receivers said of our files (TA1, 999) and of each claim (277CA)."""

from django.db import models
from django.db.models import Q

from cleanclaim.apps.claims.models import Batch, Claim
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.practices.acting import PracticeRow


class Acknowledgment(PracticeRow):
    """One answer to a batch."""

    file = models.ForeignKey(ExchangeFile, on_delete=models.PROTECT, related_name="acknowledgments")
    kind = models.CharField(max_length=6, help_text="TA1, 999, 277CA")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="acknowledgments")
    code = models.CharField(max_length=1, blank=True, help_text="A, E, P, R")
    summary = models.CharField(max_length=300)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["practice", "batch"], name="acknowledgment_batch")]


class ClaimAnswered(PracticeRow):
    """What an acknowledgment says of one claim: STC in codes and words."""

    acknowledgment = models.ForeignKey(Acknowledgment, on_delete=models.PROTECT, related_name="claims")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    patient_control_number = models.CharField(max_length=50)
    source_code = models.CharField(max_length=3, blank=True, help_text="PR payer, AY clearinghouse")
    category = models.CharField(max_length=3)
    status = models.CharField(max_length=5, blank=True)
    entity = models.CharField(max_length=3, blank=True)
    is_rejection = models.BooleanField()
    words = models.CharField(max_length=300)
    payer_claim_control_number = models.CharField(max_length=50, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["practice", "claim", "-received_at"], name="answered_claim"),
            models.Index(fields=["practice", "received_at"], condition=Q(is_rejection=True), name="answered_rejection"),
        ]
