"""Forms of the claims app."""

from django import forms

from cleanclaim.apps.practices.forms import DayField, LaidOutForm


class ReasonForm(LaidOutForm):
    """Why."""

    reason = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}))
    widths = {"reason": "w6"}


class HoldForm(ReasonForm):
    """Why, and when to look again."""

    review_on = DayField(label="Look again on", required=False)
    widths = {"reason": "w4", "review_on": "w2"}


class ValueForm(forms.Form):
    """A value typed for a place on the claim."""

    value = forms.CharField(max_length=80)
