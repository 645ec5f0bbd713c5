"""Every file that went over the wire, byte for byte."""

from django.db import models
from django.db.models import Q

from cleanclaim.apps.claims.models import Batch
from cleanclaim.apps.exchange.choices import STANDING, Direction, FileState
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.models import TradingPartner


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
            models.Index(fields=["practice", "-created_at", "-id", "state"], name="file_recent"),
            models.Index(fields=["practice", "direction", "state"], name="file_state"),
        ]

    @property
    def standing(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return (*STANDING[self.state], self.get_state_display())
