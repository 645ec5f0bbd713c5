"""Forms of the denials app."""

from django import forms

from cleanclaim.apps.denials.choices import ROOT_CAUSES
from cleanclaim.apps.practices.forms import LaidOutForm


class TriageForm(LaidOutForm):
    """Where it went wrong."""

    cause = forms.ChoiceField(label="Where it went wrong", choices=[(cause, cause) for cause in ROOT_CAUSES])
    note = forms.CharField(label="What you saw", max_length=200, required=False)

    @property
    def root_cause(self) -> str:
        """The cause and the note as one sentence."""
        return ": ".join(filter(None, (self.cleaned_data["cause"], self.cleaned_data["note"])))


class WhyForm(LaidOutForm):
    """A reason for an act."""

    why = forms.CharField(label="Why", max_length=200)
