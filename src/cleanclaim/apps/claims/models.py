"""Claims as immutable snapshots, what the edits found in them, and the batches they are sent in."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from cleanclaim import clock
from cleanclaim.apps.claims.choices import SHOWN, STATES_OF_VIEW, Frequency, Sequence, Setting, View
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.acting import ActingManager, PracticeRow
from cleanclaim.apps.practices.models import Effective, EffectiveQuerySet, Payer


class Batch(PracticeRow):
    """One 837 interchange, sealed: its bytes and numbers never change and are never used again."""

    machine_name = "batch_interchange"

    receiver_id = models.CharField(max_length=15, help_text="ISA08")
    control_number = models.BigIntegerField(help_text="ISA13")
    group_control_number = models.BigIntegerField(help_text="GS06")
    reference = models.CharField(max_length=30, help_text="BHT03")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    claim_count = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    state = models.CharField(max_length=20, default="building")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "receiver_id", "control_number"], name="interchange_number_once"
            )
        ]
        indexes = [models.Index(fields=["practice", "-created_at", "-id"], name="batch_recent")]


class Claim(PracticeRow):
    """One claim to one payer.  `snapshot` is the core's Claim as JSON: once sent it is never rebuilt."""

    machine_name = "claim"

    control_number = models.CharField(max_length=20, help_text="CLM01")
    encounter = models.ForeignKey(Encounter, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="claims")
    coverage = models.ForeignKey(Coverage, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="claims")
    sequence = models.CharField(max_length=1, choices=Sequence, default=Sequence.PRIMARY)
    frequency = models.CharField(max_length=1, choices=Frequency, default=Frequency.ORIGINAL)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")
    payer_claim_control_number = models.CharField(max_length=50, blank=True, help_text="From the last 277CA or 835")
    state = models.CharField(max_length=25, default="draft")
    charge = models.BigIntegerField()
    service_from = models.DateField()
    service_to = models.DateField()
    filing_deadline = models.DateField()
    hold_reason = models.CharField(max_length=200, blank=True)
    snapshot = models.BinaryField()
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    created_at = models.DateTimeField()
    first_sent_at = models.DateTimeField(null=True, blank=True)
    was_clean_at_first = models.BooleanField(null=True, help_text="No edit needed a person before sending (KPI K13)")
    found_at_first = models.CharField(max_length=200, blank=True, help_text="Edits that its first check found, by code")
    edits_version = models.CharField(max_length=12, blank=True, help_text="Of the edits that it passed")
    first_rejected_at = models.DateTimeField(null=True, blank=True, help_text="By 999 or 277CA (KPIs K14, K15)")
    first_adjudicated_at = models.DateTimeField(null=True, blank=True)
    was_denied_at_first = models.BooleanField(null=True, help_text="A line was, at its first adjudication (KPI K17)")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "control_number"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                name="claim_control_number_once",
            )
        ]
        indexes = [
            models.Index(fields=["practice", "-created_at", "-id"], name="claim_recent"),
            models.Index(fields=["practice", "state", "filing_deadline"], name="claim_state"),
            models.Index(fields=["practice", "payer", "-created_at", "-id"], name="claim_payer"),
            models.Index(fields=["practice", "patient", "-service_from", "created_at"], name="claim_patient"),
            models.Index(fields=["practice", "state", "payer", "charge"], name="claim_sums"),
            models.Index(fields=["practice", "first_sent_at", "first_rejected_at"], name="claim_sent"),
            models.Index(
                fields=["practice", "first_adjudicated_at", "frequency", "sequence", "was_denied_at_first"],
                name="claim_adjudicated",
            ),
            models.Index(fields=["practice", "payer_claim_control_number"], name="claim_payer_number"),
            models.Index(
                fields=["practice", "edits_version", "first_sent_at", "first_rejected_at"], name="claim_edits_version"
            ),
            models.Index(
                fields=["practice", "filing_deadline", "id"],
                condition=Q(state__in=STATES_OF_VIEW[View.HELD]),
                name="claim_held",
            ),
            models.Index(
                fields=["practice", "created_at", "found_at_first"],
                condition=~Q(found_at_first=""),
                name="claim_found",
            ),
            models.Index(
                fields=["practice", "first_rejected_at"],
                condition=Q(first_rejected_at__isnull=False),
                name="claim_rejected",
            ),
        ]

    @property
    def shown(self) -> tuple[str, str, str]:
        """Tone, icon and words of its state."""
        return SHOWN[self.state]


class ClaimLine(PracticeRow):
    """Which posted charge a service line of the claim stands for; `control_number` is REF*6R."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    line = models.ForeignKey(ChargeLine, on_delete=models.PROTECT, related_name="claim_lines")
    control_number = models.CharField(max_length=30)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="claim_line_number_once")]


class ClaimFinding(PracticeRow):
    """What an edit found in a claim that is not sent yet."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="findings")
    edit = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    where = models.CharField(max_length=60)
    path = models.CharField(max_length=80)
    box = models.CharField(max_length=8, blank=True, help_text="CMS-1500 item")
    message = models.CharField(max_length=300)
    fix = models.CharField(max_length=300)
    autofix = models.JSONField(null=True, blank=True)
    leads = models.BooleanField(default=False, help_text="The first of its edit on the claim: what a cause counts")
    is_mendable = models.BooleanField(default=False, help_text="On the first: its edit has a safe fix for the claim")
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    override_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "edit"], name="finding_edit")]


class ClaimFix(PracticeRow):
    """One change of an unsent claim by a fix, with the claim as it was; `act` names those that were made at once."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="fixes")
    act = models.CharField(max_length=32)
    words = models.CharField(max_length=200)
    before = models.BinaryField()
    after = models.CharField(max_length=64, help_text="SHA-256 of the claim as the fix left it")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "act"], name="fix_act")]


class PayerRule(PracticeRow):
    """A rule that the practice wrote for a payer, as the text that the core reads; off until it has a first day.

    The days are days of service, and stand above those in the text.
    """

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="written_rules")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="A file of one rule: docs/payer-rules.md")
    why = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "payer", "number"], name="payer_rule_number_once")]

    def standing(self, on: date) -> tuple[str, str, str]:
        """Tone, icon and words on a day."""
        if not self.effective_from:
            return "is-wait", "circle-dashed", "Off"
        if self.effective_to and self.effective_to < on:
            return "is-wait", "history", "Retired"
        return ("is-ok", "circle-check", "On") if self.effective_from <= on else ("is-info", "clock", "Will be on")

    @property
    def shown(self) -> tuple[str, str, str]:
        """Its standing today."""
        return self.standing(clock.today())


class EditChoice(PracticeRow, Effective):
    """Edits that are on, off or no more than warnings for all claims, or those of a payer, a plan, a specialty.

    Each list holds codes or their beginnings, as `core.edits.selection.Choice` reads them.
    """

    payer = models.ForeignKey(Payer, null=True, blank=True, on_delete=models.PROTECT, related_name="edit_choices")
    group_number = models.CharField(max_length=50, blank=True, help_text="The plan, SBR03")
    specialty = models.CharField(max_length=10, blank=True, help_text="A taxonomy code or its beginning")
    select = models.JSONField(default=list, blank=True)
    ignore = models.JSONField(default=list, blank=True)
    warn = models.JSONField(default=list, blank=True)
    keep = models.JSONField(default=list, blank=True)
    why = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ActingManager.from_queryset(EffectiveQuerySet)()
    everywhere = models.Manager()

    def setting_of(self, code: str) -> Setting | None:
        """What it says of an edit; None: nothing."""
        return next((each for each in Setting if code.startswith(tuple(getattr(self, each)))), None)

    @property
    def never_held(self) -> bool:
        """Whether it was taken back before it held for a day."""
        return self.effective_to is not None and self.effective_to < self.effective_from

    @property
    def words(self) -> str:
        """What it says: "Off: DX018, LIN"."""
        said = ((each, getattr(self, each)) for each in Setting)
        return "; ".join(f"{each.label}: {', '.join(codes)}" for each, codes in said if codes)

    @property
    def scope(self) -> str:
        """The claims that it is for."""
        parts = (
            str(self.payer) if self.payer else "",
            f"plan {self.group_number}" if self.group_number else "",
            f"specialty {self.specialty}" if self.specialty else "",
        )
        return ", ".join(filter(None, parts)) or "all claims"
