"""Payers' answers (835), how each claim in them was matched and posted, and the deposits that brought the money."""

from django.db import models
from django.db.models import Q

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.growing import GrowingRow
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.choices import METHODS, STANDING, Disposition, MatchedBy, Outcome
from cleanclaim.core.ledger import chart


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
    is_paper = models.BooleanField(default=False, help_text="Typed from a paper EOB; its check comes by the lockbox")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

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
            models.Index(fields=["practice", "state", "-received_at", "-id"], name="remittance_state"),
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
    def source(self) -> str:
        """What its postings name as their source."""
        return f"835:{self.file.sha256[:24]}"

    @property
    def cash(self) -> str:
        """The account its money comes through."""
        return chart.LOCKBOX if self.is_paper else chart.ERA

    @property
    def method_words(self) -> str:
        return METHODS.get(self.method, self.method)


class RemittanceClaim(GrowingRow):
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
    unmatched = models.PositiveSmallIntegerField(default=0, help_text="How often its match was taken back")

    class Meta:
        ordering = ["index"]
        constraints = [models.UniqueConstraint(fields=["remittance", "index"], name="clp_once")]
        indexes = [
            models.Index(fields=["practice", "claim"], name="clp_claim"),
            models.Index(fields=["practice", "disposition"], name="clp_disposition"),
            models.Index(
                fields=["practice", "patient_control_number"], condition=Q(disposition="held"), name="clp_held"
            ),
        ]

    @property
    def source_key(self) -> str:
        """What its postings name as their source; after each unmatching a new one."""
        again = f"~{self.unmatched}" if self.unmatched else ""
        return f"{self.remittance.source}#CLP{self.index}{again}"


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
    """Money of a payer on the bank statement; one remittance matches by trace number and amount.

    `file` and `position` (its line, from 1) say where it was read; both are empty for one that a person recorded.
    """

    trace_number = models.CharField(max_length=50, blank=True)
    payer = models.ForeignKey(Payer, null=True, blank=True, on_delete=models.PROTECT, related_name="deposits")
    payer_name = models.CharField(max_length=60, blank=True)
    originator = models.CharField(max_length=20, blank=True, help_text="The sender's company number, TRN03")
    amount = models.BigIntegerField()
    received_on = models.DateField()
    file = models.ForeignKey(ExchangeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="deposits")
    position = models.PositiveIntegerField(default=0)
    remittance = models.OneToOneField(
        Remittance, null=True, blank=True, on_delete=models.PROTECT, related_name="deposit"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "trace_number", "amount", "received_on"],
                condition=~Q(trace_number=""),
                name="deposit_once",
            ),
            models.UniqueConstraint(fields=["file", "position"], name="bank_line_once"),
        ]
        indexes = [
            models.Index(
                fields=["practice", "received_on", "id"], condition=Q(remittance=None), name="deposit_without_remit"
            )
        ]


class ScannedPage(PracticeRow):
    """A page of a paper EOB, kept beside what was typed from it; `remittance` is empty until that is posted."""

    remittance = models.ForeignKey(Remittance, null=True, blank=True, on_delete=models.PROTECT, related_name="pages")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    added_at = models.DateTimeField()


class Dispute(PracticeRow):
    """Underpayments of one payer, sent to it together."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="disputes")
    sent_on = models.DateField()
    amount = models.BigIntegerField()
    lines = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, help_text="Empty: not answered")
    decided_on = models.DateField(null=True, blank=True)
    agreed = models.BigIntegerField(default=0, help_text="What the payer said it will pay")
    why = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True, help_text="The day what was agreed had come")


class Underpayment(PracticeRow):
    """A charge line allowed below its contract, with the arithmetic that says so; cents."""

    answer = models.ForeignKey(RemittanceClaim, on_delete=models.PROTECT, related_name="underpayments")
    line = models.ForeignKey(ChargeLine, on_delete=models.PROTECT, related_name="underpayments")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="underpayments")
    expected = models.BigIntegerField()
    allowed = models.BigIntegerField()
    amount = models.BigIntegerField(help_text="Expected less allowed")
    arithmetic = models.JSONField(default=list, help_text="The steps to the expected amount, in words")
    found_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    dispute = models.ForeignKey(Dispute, null=True, blank=True, on_delete=models.PROTECT, related_name="underpayments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "line"], name="underpayment_once")]
        indexes = [
            models.Index(fields=["practice", "payer", "-amount", "id"], name="underpayment_payer"),
            models.Index(fields=["practice", "dispute"], name="underpayment_dispute"),
        ]
