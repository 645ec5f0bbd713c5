"""Registering patients, who answers for the bill, and coverages in order."""

from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from msgspec import Struct
from msgspec.structs import asdict

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.patients.choices import NoticeOption, Rank, Relationship
from cleanclaim.apps.patients.errors import CoverageRankTaken
from cleanclaim.apps.patients.models import Coverage, Guarantor, Patient, SignedForm
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.practices.services import control_number_take


class PatientDetails(Struct, frozen=True, kw_only=True):
    """Who the patient is and where to be reached; phone and ZIP in digits only."""

    first_name: str
    last_name: str
    birth_date: date
    sex: str
    middle_name: str = ""
    suffix: str = ""
    date_of_death: date | None = None
    phone: str = ""
    email: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class GuarantorDetails(Struct, frozen=True, kw_only=True):
    """Who answers for the patient's share."""

    first_name: str
    last_name: str
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


class CoverageDetails(Struct, frozen=True, kw_only=True):
    """One plan; subscriber fields empty when the patient is the subscriber."""

    payer: Payer
    rank: int
    member_id: str
    effective_from: date
    effective_to: date | None = None
    group_number: str = ""
    plan_name: str = ""
    relationship: str = Relationship.SELF
    subscriber_first_name: str = ""
    subscriber_last_name: str = ""
    subscriber_birth_date: date | None = None
    subscriber_sex: str = ""
    insurance_type: str = ""


class SignedFormDetails(Struct, frozen=True, kw_only=True):
    """What was signed and when; `option` of a notice, `is_early_allowed` of a consent."""

    kind: str  # a FormKind
    signed_on: date
    option: int = NoticeOption.BILL
    procedure: str = ""
    is_early_allowed: bool = False


@transaction.atomic
def patient_register(*, details: PatientDetails, by: Actor, mrn: str = "", external_id: str = "") -> Patient:
    """A new patient, with our next medical record number unless one is given (records brought from elsewhere)."""
    by.require("demographics.edit")
    mrn = mrn or f"M{control_number_take(series='mrn', by=by):06d}"
    patient = Patient.objects.create(
        practice=by.practice, mrn=mrn, external_id=external_id, created_at=clock.now(), **asdict(details)
    )
    activity_record(subject=patient, what="patient_register", words=f"Registered {patient.name}", by=by)
    return patient


@transaction.atomic
def patient_update(*, patient: Patient, details: PatientDetails, by: Actor) -> Patient:
    """Correct who the patient is; the record names the fields, not their contents."""
    by.require("demographics.edit")
    changed = _set(patient, asdict(details))
    if changed:
        patient.save()
        words = f"Changed {', '.join(changed)} of {patient.name}"
        activity_record(subject=patient, what="patient_update", words=words, by=by)
    return patient


@transaction.atomic
def guarantor_set(*, patient: Patient, details: GuarantorDetails | None, by: Actor) -> Guarantor | None:
    """Name who answers for the bill; None: the patient does.  Other patients of the same guarantor stay as they are."""
    by.require("demographics.edit")
    guarantor = Guarantor.objects.create(practice=by.practice, **asdict(details)) if details else None
    patient.guarantor = guarantor
    patient.save(update_fields=["guarantor"])
    who = guarantor.name if guarantor else "the patient"
    words = f"{who} answers for the bill of {patient.name}"
    activity_record(subject=patient, what="guarantor_set", words=words[0].upper() + words[1:], by=by)
    return guarantor


@transaction.atomic
def coverage_add(*, patient: Patient, details: CoverageDetails, by: Actor, external_id: str = "") -> Coverage:
    """One more plan; raises CoverageRankTaken when its place in the order is taken on any of its days."""
    by.require("coverage.edit")
    coverage = Coverage(practice=by.practice, patient=patient, external_id=external_id, **_fields(details))
    _refuse_taken_rank(coverage)
    coverage.save(force_insert=True)
    words = f"{coverage.get_rank_display()} coverage {coverage.payer.name} from {coverage.effective_from}"
    activity_record(subject=coverage, what="coverage_add", words=words, by=by)
    return coverage


@transaction.atomic
def coverage_update(*, coverage: Coverage, details: CoverageDetails, by: Actor) -> Coverage:
    """Correct a plan as it stands on the card."""
    by.require("coverage.edit")
    changed = _set(coverage, _fields(details))
    if changed:
        _refuse_taken_rank(coverage)
        coverage.save()
        words = f"Changed {', '.join(changed)} of coverage {coverage.payer.name}"
        activity_record(subject=coverage, what="coverage_update", words=words, by=by)
    return coverage


@transaction.atomic
def coverage_end(*, coverage: Coverage, last_day: date, by: Actor, why: str = "") -> Coverage:
    """The plan's last day; later visits are not billed to it."""
    by.require("coverage.edit")
    if last_day < coverage.effective_from - timedelta(days=1):
        raise NotAllowedNow(f"The coverage began on {coverage.effective_from}: its last day cannot be before that.")
    coverage.effective_to = last_day
    coverage.save(update_fields=["effective_to"])
    words = f"Coverage {coverage.payer.name} ends {last_day}"
    activity_record(subject=coverage, what="coverage_end", words=words, by=by, why=why)
    return coverage


@transaction.atomic
def signed_form_add(*, patient: Patient, details: SignedFormDetails, by: Actor) -> SignedForm:
    """A form that the patient signed is on file."""
    by.require("demographics.edit")
    form = SignedForm.objects.create(practice=by.practice, patient=patient, **asdict(details))
    words = f"{form.get_kind_display()}, signed {form.signed_on}"
    activity_record(subject=form, what="signed_form_add", words=words, by=by)
    return form


@transaction.atomic
def signed_form_remove(*, form: SignedForm, by: Actor) -> None:
    """It was entered by mistake."""
    by.require("demographics.edit")
    words = f"{form.get_kind_display()}, signed {form.signed_on}: entered by mistake"
    activity_record(subject=form, what="signed_form_remove", words=words, by=by)
    form.delete()


def _fields(details: CoverageDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in details.__struct_fields__}


def _set(row: models.Model, values: dict[str, Any]) -> list[str]:
    """Give the row its values; the plain names of those that were different."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return [name.replace("_", " ") for name in changed]


@asked_often
def _locked(patient_id: int) -> QuerySet[Patient]:
    return Patient.objects.filter(pk=patient_id).select_for_update().values_list("pk", flat=True)


@asked_often
def _of_rank(patient_id: int, rank: int, but: int, first: date, last: date) -> QuerySet[Coverage]:
    """In force on any of the days."""
    same_place = Coverage.objects.filter(patient_id=patient_id, rank=rank, effective_from__lte=last).exclude(pk=but)
    overlapping = same_place.filter(Q(effective_to=None) | Q(effective_to__gte=first))
    return overlapping.select_related("payer").order_by("pk")[:1]


def _refuse_taken_rank(coverage: Coverage) -> None:
    _locked(coverage.patient_id)  # two people may be adding at once
    days = coverage.effective_from, coverage.effective_to or date.max
    taken = next(iter(_of_rank(coverage.patient_id, int(coverage.rank), coverage.pk or 0, *days)), None)
    if taken is not None:
        rank = Rank(coverage.rank).label
        raise CoverageRankTaken(
            f"{rank} is taken by {taken.payer.name} from {taken.effective_from}: end that one first or choose another."
        )
