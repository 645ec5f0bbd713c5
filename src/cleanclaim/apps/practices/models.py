"""Organizations, people and their roles, clinicians, locations, payers, fee schedules and contracts."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from cleanclaim.apps.practices.acting import ActingManager, PracticeRow
from cleanclaim.apps.practices.choices import CertificateKind, OrganizationKind, PayerKind, Pricing


class AddressFields(models.Model):
    """A US postal address."""

    line1 = models.CharField(max_length=55, blank=True)
    line2 = models.CharField(max_length=55, blank=True)
    city = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=9, blank=True, help_text="Five or nine digits, without the hyphen")

    class Meta:
        abstract = True


class EffectiveQuerySet(models.QuerySet):
    def on(self, day: date) -> "EffectiveQuerySet":
        """In force that day; `effective_to` is the last day."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=day), effective_from__lte=day)


class Effective(models.Model):
    """In force from a first day to a last day, both included."""

    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


class Organization(AddressFields):
    """A practice (the tenant) or a billing company that practices let in."""

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    npi = models.CharField(max_length=10, blank=True)
    tax_id = models.CharField(max_length=9, blank=True, help_text="Nine digits")
    taxonomy = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=10, blank=True)
    contact_name = models.CharField(max_length=60, blank=True)
    submitter_id = models.CharField(max_length=15, blank=True, help_text="ISA06, as the clearinghouse knows us")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who signs in."""

    theme = models.CharField(max_length=6, default="system")

    @property
    def name(self) -> str:
        return self.get_full_name() or self.username


class Membership(Effective):
    """A role of a person in an organization."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)

    objects = EffectiveQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "user", "role"], name="role_once")]


class BillingAgreement(Effective):
    """A practice lets a billing company in; ends the day the practice says so."""

    practice = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agreements")
    company = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="clients")

    objects = EffectiveQuerySet.as_manager()


class ControlNumber(PracticeRow):
    """The next number of a series that is never reused (ISA13, GS06, BHT03, receipts, claims …)."""

    series = models.CharField(max_length=40)
    next = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "series"], name="series_once")]


class Clinician(PracticeRow, Effective):
    """Who renders services."""

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="clinician")
    first_name = models.CharField(max_length=35)
    last_name = models.CharField(max_length=60)
    credential = models.CharField(max_length=10, blank=True)
    npi = models.CharField(max_length=10, blank=True, help_text="Without one nobody renders services on a claim")
    taxonomy = models.CharField(max_length=10)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "npi"], condition=~models.Q(npi=""), name="clinician_npi_once")
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}, {self.credential}".rstrip(", ")


class Location(PracticeRow, AddressFields):
    """Where patients are seen; `place_of_service` is the two-digit code."""

    name = models.CharField(max_length=60)
    npi = models.CharField(max_length=10, blank=True)
    place_of_service = models.CharField(max_length=2, default="11")
    phone = models.CharField(max_length=10, blank=True)
    clia = models.CharField(max_length=10, blank=True, help_text="Of its laboratory: 33D0123456")
    clia_kind = models.CharField(max_length=13, choices=CertificateKind, blank=True, help_text="What it may test")

    def __str__(self) -> str:
        return self.name


class TradingPartner(PracticeRow):
    """Who takes our files; `adapter` names a folder of `adapters/clearinghouses`."""

    name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=15, help_text="ISA08")
    adapter = models.CharField(max_length=30, default="simulator")
    settings = models.JSONField(default=dict, blank=True)
    is_test = models.BooleanField(default=True, help_text="ISA15: T or P")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "identifier"], name="partner_once")]


class Payer(PracticeRow, AddressFields):
    """Who answers claims, and its deadlines in days."""

    name = models.CharField(max_length=60)
    payer_id = models.CharField(max_length=20, help_text="NM109 of loop 2010BB")
    kind = models.CharField(max_length=20, choices=PayerKind)
    filing_code = models.CharField(max_length=2, help_text="SBR09")
    receiver_id = models.CharField(
        max_length=15, blank=True, help_text="ISA08 of the trading partner that takes its claims"
    )
    timely_filing_days = models.PositiveIntegerField(default=365, help_text="From the date of service")
    corrected_claim_days = models.PositiveIntegerField(default=365, help_text="From the payer's answer")
    appeal_days = models.PositiveIntegerField(default=180, help_text="From the payer's answer")
    takes_replacements = models.BooleanField(default=True, help_text="Accepts frequency 7 and 8")
    phone = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "payer_id"], name="payer_id_once")]

    def __str__(self) -> str:
        return self.name


class Enrollment(PracticeRow, Effective):
    """The days for which a payer has the practice in its books, or one of its clinicians.

    A payer with a row is one whose whole list was entered: whoever is not in it, it does not know.
    """

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="enrollments")
    clinician = models.ForeignKey(
        Clinician, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="None: the practice"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payer", "clinician"], name="clinician_enrolled_once"),
            models.UniqueConstraint(fields=["payer"], condition=Q(clinician=None), name="practice_enrolled_once"),
        ]


class FeeSchedule(PracticeRow, Effective):
    """What the practice charges."""

    name = models.CharField(max_length=60)

    objects = ActingManager.from_queryset(EffectiveQuerySet)()
    everywhere = models.Manager()


class Fee(PracticeRow):
    """The charge of one unit, in cents."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.CASCADE, related_name="fees")
    procedure = models.CharField(max_length=5)
    modifier = models.CharField(max_length=2, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "procedure", "modifier"], name="fee_once")]


class Contract(PracticeRow, Effective):
    """What a payer has agreed to allow; `percent_of_charge` stands for codes that are not listed."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="contracts")
    name = models.CharField(max_length=60)
    percent_of_charge = models.PositiveIntegerField(null=True, blank=True)
    sequestration = models.BooleanField(default=False)
    pricing = models.CharField(max_length=10, choices=Pricing, default=Pricing.FEE_TABLE)
    percent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    amount = models.BigIntegerField(null=True, blank=True, help_text="Cents a day or a case")
    conversion_factor = models.DecimalField(
        max_digits=8, decimal_places=4, null=True, blank=True, help_text="Dollars a unit; empty: Medicare's of the day"
    )
    mac = models.CharField(max_length=5, blank=True, help_text="Medicare contractor of the locality: 13282")
    locality = models.CharField(max_length=2, blank=True)
    lesser_of = models.BooleanField(default=False, help_text="Never more than is billed")
    second_percent = models.PositiveSmallIntegerField(default=100, help_text="Of the second procedure of a day")
    later_percent = models.PositiveSmallIntegerField(default=100, help_text="Of the third procedure and those after it")

    objects = ActingManager.from_queryset(EffectiveQuerySet)()
    everywhere = models.Manager()


class ContractRate(PracticeRow):
    """The allowed amount of one unit, in cents."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="rates")
    procedure = models.CharField(max_length=5)
    modifier = models.CharField(max_length=2, blank=True)
    allowed = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "procedure", "modifier"], name="rate_once")]
