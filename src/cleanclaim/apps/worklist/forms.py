"""Forms of the worklist."""

from datetime import date, timedelta

from django import forms

from cleanclaim import clock
from cleanclaim.apps.practices.forms import LaidOutForm

LONGEST_DAYS = 14


class SnoozeForm(LaidOutForm):
    """Until when, and why it cannot be done now."""

    widths = {"days": "w2", "why": "w4"}
    days = forms.TypedChoiceField(
        label="Put aside", coerce=int, initial=1,
        choices=[(1, "Until tomorrow"), (3, "3 days"), (7, "A week"), (LONGEST_DAYS, "Two weeks")],
    )  # fmt: skip
    why = forms.CharField(label="Why", max_length=200, help_text="What it waits for")

    def until(self) -> date:
        return clock.today() + timedelta(days=self.cleaned_data["days"])


class DoneForm(LaidOutForm):
    """What was done, for who asks later."""

    resolution = forms.CharField(label="What was done", max_length=200, help_text="It stays in the record")
