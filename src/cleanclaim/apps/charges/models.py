"""Coded lines between the signed encounter and the journal."""

from django.db import models

from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import PracticeRow


class Charge(PracticeRow):
    """One coded line under review; `line` is its posted charge."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="charges")
    position = models.PositiveSmallIntegerField()
    procedure = models.CharField(max_length=5)
    modifiers = models.CharField(max_length=11, blank=True)
    units = models.DecimalField(max_digits=9, decimal_places=3, default=1)
    pointers = models.CharField(max_length=11, default="1")
    place_of_service = models.CharField(max_length=2)
    amount = models.BigIntegerField(null=True, blank=True, help_text="Cents; empty: no fee is known")
    line = models.OneToOneField(
        ChargeLine, null=True, blank=True, on_delete=models.PROTECT, related_name="charge_review"
    )
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["practice", "encounter"], name="charge_encounter")]
