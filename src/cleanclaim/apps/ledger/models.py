"""The journal: append-only double entry in cents, the charge lines it speaks of, receipts, running balances, periods.

Triggers refuse UPDATE and DELETE on the journal, its chain and closed periods on both engines; a mistake is corrected
by its reversal and a new posting.  `Balance` is kept in the same database transaction and proven equal to the journal.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cleanclaim.apps.ledger.choices import Act, Method, PeriodKind, Purpose
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import PracticeRow
from cleanclaim.apps.practices.growing import GrowingRow
from cleanclaim.apps.practices.models import Clinician, Location, Payer


class ChargeLine(PracticeRow):
    """One posted charge; never changed (invariant B7): a change is a void and a new line that `replaces` it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="charge_lines")
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    encounter_id = models.BigIntegerField(db_index=True)
    visit = models.CharField(max_length=40, help_text="What a copay is earmarked for: appointment:7 or encounter:9")
    service_on = models.DateField()
    procedure = models.CharField(max_length=5)
    modifiers = models.CharField(max_length=11, blank=True, help_text="Comma separated: 25,59")
    units = models.DecimalField(max_digits=9, decimal_places=3, default=1)
    charge = models.BigIntegerField()
    payers = models.JSONField(default=list, help_text="Parties of the journal in the order they are billed")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    voided_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["practice", "patient", "service_on"], name="charge_line_patient"),
            models.Index(fields=["practice", "service_on"], name="charge_line_day"),
        ]
        constraints = [models.CheckConstraint(condition=Q(charge__gte=0), name="charge_not_negative")]


class JournalTransaction(GrowingRow):
    """Entries that sum to zero, with their source.  `source_key` is posted once a practice."""

    source_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    posted_on = models.DateField(help_text="Day in the books")
    occurred_on = models.DateField(help_text="Day it happened")
    patient_id = models.BigIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True, help_text="Which of a party's money it moves")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True, help_text="Of itself and its entries: core.ledger.chain")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "source_key"], name="source_posted_once")]
        indexes = [models.Index(fields=["practice", "patient_id", "posted_on"], name="journal_patient")]


class JournalEntry(GrowingRow):
    """One side of a transaction: exactly one of debit and credit is positive.

    `posted_on` is the transaction's, so that the sums of an account over days are read from one index.
    """

    transaction = models.ForeignKey(JournalTransaction, on_delete=models.PROTECT, related_name="entries")
    posted_on = models.DateField()
    account = models.CharField(max_length=40)
    party = models.CharField(max_length=40, blank=True, help_text="payer:12, patient:5, site:1, bank:1")
    line = models.ForeignKey(ChargeLine, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(debit__gt=0) & Q(credit=0)) | (Q(credit__gt=0) & Q(debit=0)), name="one_side"
            )
        ]
        indexes = [
            models.Index(fields=["practice", "account", "party"], name="entry_account"),
            models.Index(fields=["practice", "account", "posted_on", "debit", "credit"], name="entry_sums"),
            models.Index(fields=["practice", "line"], name="entry_line"),
        ]


class JournalLink(GrowingRow):
    """The place of a transaction in its practice's chain: `hash` is of the hash before it and its digest (A4).

    The database adds it when the transaction is committed (migration 0003_chain).
    """

    position = models.BigIntegerField(help_text="1, 2, 3 … in the order of commitment")
    transaction = models.OneToOneField(JournalTransaction, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "position"], name="link_position_once")]


class Balance(GrowingRow):
    """Debit minus credit of an account, party and charge line (0 for none): the running sum of the journal."""

    account = models.CharField(max_length=40)
    party = models.CharField(max_length=40, blank=True)
    line_id = models.BigIntegerField(default=0)
    patient_id = models.BigIntegerField(default=0)
    service_on = models.DateField(null=True, blank=True, help_text="Of the line, for aging")
    amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "account", "party", "line_id"], name="balance_once")]
        indexes = [
            models.Index(fields=["practice", "patient_id"], name="balance_patient"),
            models.Index(fields=["practice", "line_id", "account", "amount"], name="balance_line"),
            models.Index(
                fields=["practice", "account", "service_on", "amount", "patient_id", "line_id"],
                condition=~Q(amount=0),
                name="balance_open",
            ),
        ]


class HeldMoney(PracticeRow):
    """Money held for a party that waits for one thing: a copay for its visit, an overpayment, a recoupment."""

    account = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    reference = models.CharField(max_length=120, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "account", "party", "reference"], name="held_once")]


class LineAnswer(GrowingRow):
    """What a payer said of a line and how it stands with us: the core's Answer, in the order it came."""

    line = models.ForeignKey(ChargeLine, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    payer = models.CharField(max_length=40)
    source_key = models.CharField(max_length=200)
    standing = models.CharField(max_length=8, help_text="posted, held, undone")
    content = models.BinaryField(help_text="The core's Answer as JSON")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["line", "position"], name="answer_position_once")]


class Receipt(PracticeRow):
    """Money taken from a patient: cash and checks counted, cards by the processor's reference."""

    number = models.CharField(max_length=20)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="receipts")
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=Method)
    purpose = models.CharField(max_length=12, choices=Purpose)
    reference = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField()
    received_at = models.DateTimeField()
    appointment_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    transaction = models.OneToOneField(JournalTransaction, on_delete=models.PROTECT, related_name="receipt")
    taken_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="receipt_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_positive"),
        ]
        indexes = [models.Index(fields=["practice", "-received_at"], name="receipt_recent")]


class Period(PracticeRow):
    """Days that are closed: nothing is posted into the books on a day up to `last` any more, and nobody opens them.

    `figures` are the sums of the report as they were when it closed; the audit finds them in the journal again.
    """

    kind = models.CharField(max_length=5, choices=PeriodKind)
    first = models.DateField()
    last = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_by_name = models.CharField(max_length=120)
    left_open = models.JSONField(default=list, help_text="What was not done yet and was acknowledged")
    figures = models.JSONField(default=dict, help_text="Cents by account: opening, debits, credits")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "kind", "last"], name="period_once")]
        indexes = [models.Index(fields=["practice", "-last"], name="period_last")]


class ApprovalRequest(PracticeRow):
    """An act on money that waits for another person.  What it binds never changes: amount, account, line, reason."""

    machine_name = "approval_request"

    act = models.CharField(max_length=12, choices=Act)
    party = models.CharField(max_length=40, help_text="Whose money: payer:12, patient:5")
    account = models.CharField(max_length=40, blank=True, help_text="The account the amount goes to")
    subject = models.CharField(max_length=60, blank=True, help_text="What it is about, of a later stage: remittance:12")
    line = models.ForeignKey(ChargeLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=12, default="waiting")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="asked_amount_positive")]
        indexes = [models.Index(fields=["practice", "state", "asked_at"], name="approval_waiting")]


class ApprovalDecision(PracticeRow):
    """What one person said to a request; nobody decides twice about one."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.PROTECT, related_name="decisions")
    agrees = models.BooleanField()
    why = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="decided_once")]


class Refund(PracticeRow):
    """Money on its way back to the patient or payer it belongs to: requested, approved, sent."""

    machine_name = "refund"

    request = models.OneToOneField(ApprovalRequest, on_delete=models.PROTECT, related_name="refund")
    party = models.CharField(max_length=40)
    patient = models.ForeignKey(Patient, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey(Payer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True, help_text="The statutory day it has to be back")
    state = models.CharField(max_length=12, default="requested")
    method = models.CharField(max_length=10, choices=Method, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="Check number or the processor's reference")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "state", "due_on"], name="refund_open")]

    @property
    def owner(self) -> Patient | Payer:
        """Whose money it is."""
        return self.patient or self.payer
