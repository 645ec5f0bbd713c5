"""Forms of the posting desk."""

from django import forms

from cleanclaim import clock
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, MoneyField, not_after


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


class ReasonForm(LaidOutForm):
    """Why a person decides about money."""

    reason = forms.CharField(label="Reason", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
