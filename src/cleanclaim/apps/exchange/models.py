"""Trading partners, and every file that went over the wire, byte for byte."""

from django.db import models
from django.db.models import Q

from cleanclaim.apps.claims.models import Batch
from cleanclaim.apps.exchange.choices import Direction, FileState
from cleanclaim.apps.practices.acting import PracticeRow


class TradingPartner(PracticeRow):
    """Who takes our files; `adapter` names a folder of `adapters/clearinghouses`."""

    name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=15, help_text="ISA08")
    adapter = models.CharField(max_length=30, default="simulator")
    settings = models.JSONField(default=dict, blank=True)
    is_test = models.BooleanField(default=True, help_text="ISA15: T or P")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "identifier"], name="partner_once")]


class ExchangeFile(PracticeRow):
    """One file sent or received.  A received content is taken once."""

    partner = models.ForeignKey(TradingPartner, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    direction = models.CharField(max_length=3, choices=Direction)
    transaction = models.CharField(max_length=10, help_text="837P, 999, 277CA, 835, 270 …")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FileState)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    batch = models.OneToOneField(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="file")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "sha256"], condition=Q(direction="in"), name="received_content_once"
            )
        ]
        indexes = [
            models.Index(fields=["practice", "-created_at", "-id"], name="file_recent"),
            models.Index(fields=["practice", "direction", "state"], name="file_state"),
        ]
