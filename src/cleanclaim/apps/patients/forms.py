"""Forms of the patients app; each gives the value its service takes."""

from datetime import date
from typing import Any

from django import forms

from cleanclaim import clock
from cleanclaim.apps.patients.choices import FormKind, NoticeOption, Rank, Relationship, Sex
from cleanclaim.apps.patients.models import Coverage, Guarantor, Patient
from cleanclaim.apps.patients.services import CoverageDetails, GuarantorDetails, PatientDetails, SignedFormDetails
from cleanclaim.apps.practices.choices import PayerKind
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, not_after, phone_field, zip_field
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.identifiers import is_mbi

ADDRESS_WIDTHS = {"line1": "w3", "line2": "w3", "city": "w3", "state": "w1", "zip": "w2"}


class AddressForm(LaidOutForm):
    """Where somebody lives and is reached."""

    phone = phone_field()
    email = forms.EmailField(required=False)
    line1 = forms.CharField(label="Street address", max_length=55, required=False)
    line2 = forms.CharField(label="Apartment or suite", max_length=55, required=False)
    city = forms.CharField(max_length=30, required=False)
    state = forms.RegexField(
        r"^[A-Za-z]{2}$", required=False, max_length=2, error_messages={"invalid": "Two letters: NY."}
    )
    zip = zip_field()

    def clean_state(self) -> str:
        return self.cleaned_data["state"].upper()

    def clean_birth_date(self) -> date | None:
        born = self.cleaned_data["birth_date"]
        not_after(born, clock.today(), "A day in the past.")
        return born


class PatientForm(AddressForm):
    """Who the patient is, as on the insurance card."""

    field_order = ("last_name", "first_name", "middle_name", "suffix", "birth_date", "sex", "date_of_death")
    widths = {
        "last_name": "w2", "first_name": "w2", "middle_name": "w1", "suffix": "w1", "birth_date": "w2", "sex": "w2",
        "date_of_death": "w2", "phone": "w3", "email": "w3", **ADDRESS_WIDTHS,
    }  # fmt: skip
    first_name = forms.CharField(max_length=35, help_text="As on the insurance card")
    last_name = forms.CharField(max_length=60)
    middle_name = forms.CharField(label="Middle", max_length=25, required=False)
    suffix = forms.CharField(max_length=10, required=False)
    birth_date = DayField(label="Born")
    sex = forms.ChoiceField(choices=Sex, help_text="As the payer holds it")
    date_of_death = DayField(label="Died", required=False)

    def clean(self) -> dict[str, Any]:
        born, died = self.cleaned_data.get("birth_date"), self.cleaned_data.get("date_of_death")
        if born and died and died < born:
            self.add_error("date_of_death", "Not before the day of birth.")
        return self.cleaned_data

    def details(self) -> PatientDetails:
        return PatientDetails(**self.cleaned_data)

    @staticmethod
    def values(patient: Patient) -> dict[str, Any]:
        """What the form shows for a patient."""
        return {name: getattr(patient, name) for name in PatientDetails.__struct_fields__}


class GuarantorForm(AddressForm):
    """Who answers for the bill."""

    field_order = ("patient_pays", "last_name", "first_name", "birth_date")
    widths = {"last_name": "w2", "first_name": "w2", "birth_date": "w2", "phone": "w3", "email": "w3", **ADDRESS_WIDTHS}
    patient_pays = forms.BooleanField(label="The patient answers for the bill", required=False)
    first_name = forms.CharField(max_length=35, required=False)
    last_name = forms.CharField(max_length=60, required=False)
    birth_date = DayField(label="Born", required=False)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        for name in ("first_name", "last_name"):
            if not values.get("patient_pays") and not values.get(name) and name not in self.errors:
                self.add_error(name, "A guarantor needs a name.")
        return values

    def details(self) -> GuarantorDetails | None:
        values = dict(self.cleaned_data)
        return None if values.pop("patient_pays") else GuarantorDetails(**values)

    @staticmethod
    def values(guarantor: Guarantor | None) -> dict[str, Any]:
        """What the form shows; a new guarantor's form is empty."""
        if guarantor is None:
            return {}
        return {name: getattr(guarantor, name) for name in GuarantorDetails.__struct_fields__}


class CoverageForm(LaidOutForm):
    """One plan as on its card, and who holds it."""

    widths = {
        "payer": "w3", "rank": "w3", "member_id": "w2", "group_number": "w2", "plan_name": "w2",
        "effective_from": "w3", "effective_to": "w3", "relationship": "w2", "subscriber_last_name": "w2",
        "subscriber_first_name": "w2", "subscriber_birth_date": "w2", "subscriber_sex": "w2", "insurance_type": "w2",
    }  # fmt: skip
    payer = forms.ModelChoiceField(queryset=Payer.everywhere.none())
    rank = forms.TypedChoiceField(label="Billed", choices=Rank, coerce=int)
    member_id = forms.CharField(label="Member ID", max_length=40, help_text="Letters and digits, as on the card")
    group_number = forms.CharField(max_length=40, required=False)
    plan_name = forms.CharField(max_length=60, required=False)
    effective_from = DayField(label="First day")
    effective_to = DayField(label="Last day", required=False)
    relationship = forms.ChoiceField(label="Patient is the subscriber's", choices=Relationship)
    subscriber_last_name = forms.CharField(max_length=60, required=False)
    subscriber_first_name = forms.CharField(max_length=35, required=False)
    subscriber_birth_date = DayField(label="Subscriber born", required=False)
    subscriber_sex = forms.ChoiceField(choices=[("", "Not given"), *Sex.choices], required=False)
    insurance_type = forms.CharField(
        max_length=2, required=False, help_text="Two digits, only when Medicare is billed second"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = Payer.objects.order_by("name")

    def clean_member_id(self) -> str:
        return self.cleaned_data["member_id"].replace(" ", "").replace("-", "").upper()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        payer, member_id = values.get("payer"), values.get("member_id")
        if payer and member_id and payer.kind == PayerKind.MEDICARE and not is_mbi(member_id):
            self.add_error("member_id", "A Medicare number has eleven characters, like 1EG4TE5MK73.")
        first, last = values.get("effective_from"), values.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", "Not before the first day.")
        if values.get("relationship") != Relationship.SELF:
            for name in ("subscriber_last_name", "subscriber_first_name", "subscriber_birth_date"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, "Needed when somebody else holds the plan.")
        return values

    def details(self) -> CoverageDetails:
        return CoverageDetails(**self.cleaned_data)

    @staticmethod
    def values(coverage: Coverage) -> dict[str, Any]:
        """What the form shows for a coverage."""
        return {name: getattr(coverage, name) for name in CoverageDetails.__struct_fields__}


class CoverageEndForm(LaidOutForm):
    """The plan's last day, and why."""

    last_day = DayField()
    why = forms.CharField(label="Why", max_length=200, required=False)


class SignedFormForm(LaidOutForm):
    """A form that the patient signed."""

    widths = {"kind": "w4", "signed_on": "w2", "option": "w4", "procedure": "w2", "is_early_allowed": "w6"}
    kind = forms.ChoiceField(label="Form", choices=FormKind)
    signed_on = DayField(label="Signed on")
    option = forms.TypedChoiceField(
        label="Option of the notice", choices=NoticeOption, coerce=int, required=False, empty_value=NoticeOption.BILL
    )
    procedure = forms.CharField(label="Service", max_length=5, required=False, help_text="Empty: all of the day")
    is_early_allowed = forms.BooleanField(
        label="Consent signed late: premature delivery or emergency surgery of the abdomen", required=False
    )

    def clean_signed_on(self) -> date:
        signed: date = self.cleaned_data["signed_on"]
        not_after(signed, clock.today(), "A day that has come.")
        return signed

    def clean_procedure(self) -> str:
        return self.cleaned_data["procedure"].upper()

    def details(self) -> SignedFormDetails:
        return SignedFormDetails(**self.cleaned_data)
