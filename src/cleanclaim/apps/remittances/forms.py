"""Forms of the posting desk."""

from django import forms

from cleanclaim import clock
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, MoneyField, not_after
from cleanclaim.apps.remittances.choices import Outcome
from cleanclaim.apps.remittances.models import Dispute
from cleanclaim.apps.remittances.services.disputes import Decision

LARGEST = 20 * 2**20  # bytes


class DepositForm(LaidOutForm):
    """A line of the bank statement."""

    widths = {"received_on": "w3", "amount": "w3"}
    received_on = DayField(label="Day in the bank")
    amount = MoneyField(label="Amount in the bank")

    def clean_received_on(self):
        """Not later than today."""
        day = self.cleaned_data["received_on"]
        not_after(day, clock.today(), "A deposit that has come: today or earlier.")
        return day


class OutcomeForm(LaidOutForm):
    """How a dispute ended."""

    widths = {"decided_on": "w3", "amount": "w3"}
    outcome = forms.ChoiceField(label="Outcome", choices=[("", "Choose"), *Outcome.choices])
    decided_on = DayField(label="Day")
    amount = MoneyField(label="Payer pays", required=False, help_text="A part only.")
    why = forms.CharField(label="Why", max_length=300, help_text="What the payer wrote, or why you give it up.")

    def decision(self, dispute: Dispute) -> Decision:
        """What was typed, as the service takes it; a payer that pays all pays what is in dispute."""
        given = self.cleaned_data
        outcome, day = Outcome(given["outcome"]), given["decided_on"]
        usual = dispute.amount if outcome == Outcome.PAID else 0
        return Decision(outcome, day, given["why"], usual if given["amount"] is None else given["amount"])


class ReasonForm(LaidOutForm):
    """Why a person decides about money."""

    reason = forms.CharField(label="Reason", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class BankFileForm(LaidOutForm):
    """A bank's file: CSV, BAI2, or ACH entries with their addenda."""

    widths = {"file": "w6"}
    file = forms.FileField(label="Bank file", help_text="CSV, BAI2 or NACHA; up to 20 MB.")

    def clean_file(self):
        """Small enough to be read whole."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Larger than 20 MB. Ask the bank for fewer days.")
        return file
