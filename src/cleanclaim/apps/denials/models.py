"""Denied lines as cases: why, what is at stake, by when, what became of it.  A denial never reduces what is owed."""

from django.db import models

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.choices import STANDING
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.models import RemittanceClaim


class DenialCase(PracticeRow):
    """One denied line (or claim-level denial spread to it) of one payer's answer."""

    machine_name = "denial_case"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="denials")
    payer = models.ForeignKey(
        Payer,
        on_delete=models.PROTECT,
        related_name="denials",
        help_text="Who denied: after a crossover the next payer",
    )
    line = models.ForeignKey(ChargeLine, on_delete=models.PROTECT, related_name="denials")
    answer = models.ForeignKey(RemittanceClaim, on_delete=models.PROTECT, related_name="denials")
    patient_id = models.BigIntegerField()
    group = models.CharField(max_length=2)
    carc = models.CharField(max_length=5)
    rarcs = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField(help_text="Cents left open with the payer")
    category = models.CharField(max_length=40)
    action = models.CharField(max_length=40, help_text="Of the playbook: correct_and_resubmit, appeal …")
    deadline = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=25, default="open")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "line", "group", "carc"], name="denial_once")]
        indexes = [
            models.Index(fields=["practice", "-opened_at", "-id"], name="denial_recent"),
            models.Index(fields=["practice", "state", "deadline"], name="denial_state"),
            models.Index(fields=["practice", "claim"], name="denial_claim"),
        ]

    @property
    def standing(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return STANDING[self.state]

    @property
    def reason(self) -> str:
        """CO-197."""
        return f"{self.group}-{self.carc}"
