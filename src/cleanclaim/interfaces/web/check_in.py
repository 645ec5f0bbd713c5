"""The check-in at the desk: what was looked at, and what is collected."""

from django import forms
from django.db import transaction

from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.patient_billing.services import payment_take
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.forms import LaidOutForm, MoneyField
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.services import appointment_check_in

PURPOSES = {"copay": Purpose.COPAY, "balance": Purpose.BALANCE}


class CheckInForm(LaidOutForm):
    """What the desk looked at, and what it collects."""

    identity = forms.BooleanField(label="Photo ID seen", error_messages={"required": "Look at the ID first."})
    card = forms.BooleanField(label="Insurance card seen", required=False)
    address = forms.BooleanField(required=False)
    copay = MoneyField(label="Copay for today", required=False)
    balance = MoneyField(label="Balance of earlier visits", required=False)
    method = forms.ChoiceField(label="How", choices=Method, required=False)
    reference = forms.CharField(label="Card or check number", max_length=60, required=False)

    def amounts(self) -> dict[str, int]:
        """What is collected now, {"copay": cents, "balance": cents}, as far as it can be read."""
        read = {}
        for name in PURPOSES:
            try:
                read[name] = self.fields[name].clean(self[name].value() or "") or 0
            except forms.ValidationError:
                read[name] = 0
        return read

    @property
    def total(self) -> int:
        return sum(self.amounts().values())

    def confirmed(self) -> str:
        """What was looked at, for the record."""
        seen = [words for name, words in (("identity", "ID"), ("card", "card"), ("address", "address"))
                if self.cleaned_data.get(name)]  # fmt: skip
        return f"Confirmed: {', '.join(seen)}"


@transaction.atomic
def check_in_with_receipts(visit: Appointment, form: CheckInForm, *, takes_money: bool, by: Actor) -> Appointment:
    """Take copay and balance, each with its receipt, and check the patient in."""
    for name, amount in form.amounts().items() if takes_money else ():
        if amount:
            payment_take(
                patient=visit.patient,
                amount=amount,
                method=Method(form.cleaned_data["method"] or Method.CASH),
                purpose=PURPOSES[name],
                reference=form.cleaned_data["reference"],
                location=visit.location,
                appointment_id=visit.pk,
                by=by,
            )
    return appointment_check_in(appointment=visit, confirmed=form.confirmed(), by=by)
