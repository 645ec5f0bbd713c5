"""The person seen, who answers for the bill, and up to three coverages in order."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from cleanclaim.apps.patients.choices import FormKind, NoticeOption, Rank, Relationship, Sex
from cleanclaim.apps.practices.acting import ActingManager, PracticeRow
from cleanclaim.apps.practices.models import AddressFields, Effective, EffectiveQuerySet, Payer


class Guarantor(PracticeRow, AddressFields):
    """Who answers for the patient's share, when it is not the patient."""

    first_name = models.CharField(max_length=35)
    last_name = models.CharField(max_length=60)
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Patient(PracticeRow, AddressFields):
    """A person seen by the practice.  `mrn` is ours; `external_id` names the record it was imported from."""

    mrn = models.CharField(max_length=20)
    first_name = models.CharField(max_length=35)
    middle_name = models.CharField(max_length=25, blank=True)
    last_name = models.CharField(max_length=60)
    suffix = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    date_of_death = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    guarantor = models.ForeignKey(
        Guarantor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="patients",
        help_text="None: the patient",
    )
    external_id = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "mrn"], name="mrn_once"),
            models.UniqueConstraint(
                fields=["practice", "external_id"], condition=~Q(external_id=""), name="patient_external_id_once"
            ),
        ]
        indexes = [models.Index(fields=["practice", "last_name", "first_name", "id"], name="patient_name")]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def sort_name(self) -> str:
        """Alvarez, Marisol."""
        return f"{self.last_name}, {self.first_name}"

    @property
    def party(self) -> str:
        """The patient as a party of the journal."""
        return f"patient:{self.pk}"

    @property
    def spoken_words(self) -> frozenset[str]:
        """What the front desk may type to find the patient, in lower case: names, record number, 04/09/1968."""
        names = f"{self.last_name} {self.first_name}".lower()
        words = (*names.split(), *names.replace("-", " ").split())
        return frozenset((*words, self.mrn.lower(), f"{self.birth_date:%m/%d/%Y}"))

    def save(self, *args, **kwargs) -> None:
        """With the words that the patient is found by."""
        super().save(*args, **kwargs)
        known, words = set(self.words.values_list("word", flat=True)), self.spoken_words
        new = [PatientWord(practice_id=self.practice_id, patient=self, word=word) for word in sorted(words - known)]
        PatientWord.objects.bulk_create(new)
        if known - words:
            self.words.filter(word__in=known - words).delete()


class PatientWord(PracticeRow):
    """A word that the patient is found by, so that an index serves what begins with a text."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "word"], name="patient_word_once")]
        indexes = [
            models.Index(
                fields=["practice", "word", "patient"],
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
                name="patient_word",
            )
        ]


class Coverage(PracticeRow, Effective):
    """One plan that covers the patient.  Subscriber fields are empty when the patient is the subscriber."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="coverages")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(choices=Rank)
    member_id = models.CharField(max_length=40)
    member_key = models.GeneratedField(
        expression=Lower("member_id"), output_field=models.CharField(max_length=40), db_persist=True, editable=False
    )
    group_number = models.CharField(max_length=40, blank=True)
    plan_name = models.CharField(max_length=60, blank=True)
    relationship = models.CharField(max_length=2, choices=Relationship, default=Relationship.SELF)
    subscriber_first_name = models.CharField(max_length=35, blank=True)
    subscriber_last_name = models.CharField(max_length=60, blank=True)
    subscriber_birth_date = models.DateField(null=True, blank=True)
    subscriber_sex = models.CharField(max_length=1, choices=Sex, blank=True)
    insurance_type = models.CharField(max_length=2, blank=True, help_text="SBR05, when Medicare is not primary")
    external_id = models.CharField(max_length=120, blank=True)

    objects = ActingManager.from_queryset(EffectiveQuerySet)()
    everywhere = models.Manager()

    class Meta:
        ordering = ["rank"]
        indexes = [
            models.Index(fields=["practice", "patient", "rank"], name="coverage_order"),
            models.Index(
                fields=["practice", "member_key"], opclasses=["int8_ops", "varchar_pattern_ops"], name="coverage_member"
            ),
        ]

    @property
    def party(self) -> str:
        """The payer as a party of the journal."""
        return f"payer:{self.payer_id}"


class SignedForm(PracticeRow):
    """A form that the patient signed, as far as claims depend on it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="signed_forms")
    kind = models.CharField(max_length=10, choices=FormKind)
    signed_on = models.DateField()
    option = models.PositiveSmallIntegerField(choices=NoticeOption, default=NoticeOption.BILL, help_text="Of a notice")
    procedure = models.CharField(max_length=5, blank=True, help_text="Empty: every service of the day")
    is_early_allowed = models.BooleanField(default=False, help_text="Premature delivery or emergency surgery")

    class Meta:
        ordering = ["-signed_on", "-pk"]
        indexes = [models.Index(fields=["practice", "patient"], name="signed_form_patient")]
