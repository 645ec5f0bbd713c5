"""Payers' answers (835), how each claim in them was matched and posted, and the deposits that brought the money."""

from django.db import models
from django.db.models import Q

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.choices import METHODS, STANDING, Disposition, MatchedBy


class Remittance(PracticeRow):
    """One 835 transaction (ST … SE).  `payment_key` (payer, TRN02, TRN03, BPR02, BPR16) is posted once."""

    machine_name = "remittance_835"

    file = models.ForeignKey(ExchangeFile, on_delete=models.PROTECT, related_name="remittances")
    position = models.PositiveIntegerField(help_text="Which ST of the file, from 1")
    payer = models.ForeignKey(Payer, null=True, blank=True, on_delete=models.PROTECT, related_name="remittances")
    payer_name = models.CharField(max_length=60, blank=True)
    trace_number = models.CharField(max_length=50, help_text="TRN02")
    originator = models.CharField(max_length=20, blank=True, help_text="TRN03")
    method = models.CharField(max_length=3, help_text="BPR04")
    amount = models.BigIntegerField(help_text="BPR02")
    paid_on = models.DateField(null=True, help_text="BPR16")
    payment_key = models.CharField(max_length=160)
    state = models.CharField(max_length=20, default="received")
    problem = models.TextField(blank=True, help_text="Why it is held: the sums that do not hold")
    claim_count = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "payment_key"],
                condition=Q(state__in=("balanced", "matching", "partly_posted", "posted", "reconciled")),
                name="payment_posted_once",
            )
        ]
        indexes = [
            models.Index(fields=["practice", "-received_at", "-id"], name="remittance_recent"),
            models.Index(
                fields=["practice", "trace_number"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                name="remittance_trace",
            ),
        ]

    @property
    def standing(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return STANDING[self.state]

    @property
    def method_words(self) -> str:
        return METHODS.get(self.method, self.method)


class RemittanceClaim(PracticeRow):
    """One CLP: what the payer says of a claim, what it was matched to, and where its money went."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="claims")
    index = models.PositiveIntegerField(help_text="Which CLP of the file, from 1")
    patient_control_number = models.CharField(max_length=38)
    payer_claim_control_number = models.CharField(max_length=50, blank=True)
    patient_name = models.CharField(max_length=100, blank=True)
    status_code = models.CharField(max_length=2, help_text="CLP02")
    charge = models.BigIntegerField()
    paid = models.BigIntegerField()
    patient_responsibility = models.BigIntegerField(null=True)
    service_from = models.DateField(null=True)
    content = models.BinaryField(help_text="The core's ClaimPayment as JSON")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    matched_by = models.CharField(max_length=20, choices=MatchedBy, default=MatchedBy.NONE)
    disposition = models.CharField(max_length=15, choices=Disposition)
    reason = models.CharField(max_length=300, blank=True)
    work = models.JSONField(default=list, blank=True, help_text="The core's Work that posting it left")
    is_denial = models.BooleanField(default=False, help_text="A line adjudicated and not paid, by its CARC")

    class Meta:
        ordering = ["index"]
        constraints = [models.UniqueConstraint(fields=["remittance", "index"], name="clp_once")]
        indexes = [
            models.Index(fields=["practice", "claim"], name="clp_claim"),
            models.Index(fields=["practice", "disposition"], name="clp_disposition"),
        ]


class ProviderAdjustment(PracticeRow):
    """One pair of a PLB: a positive amount lowers the payment."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="provider_adjustments")
    index = models.PositiveIntegerField()
    code = models.CharField(max_length=2)
    reference = models.CharField(max_length=50, blank=True)
    amount = models.BigIntegerField()
    disposition = models.CharField(max_length=15, choices=Disposition)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["index"]
        constraints = [models.UniqueConstraint(fields=["remittance", "index"], name="plb_once")]

    @property
    def given(self) -> int:
        """What it adds to the payment, in cents."""
        return -self.amount


class Deposit(PracticeRow):
    """Money on the bank statement; one remittance matches by trace number and amount."""

    trace_number = models.CharField(max_length=50)
    payer_name = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField()
    received_on = models.DateField()
    remittance = models.OneToOneField(
        Remittance, null=True, blank=True, on_delete=models.PROTECT, related_name="deposit"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "trace_number", "amount", "received_on"], name="deposit_once")
        ]
