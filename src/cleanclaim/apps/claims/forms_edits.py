"""What a practice chooses of an edit, and for which claims."""

from typing import Any

from django import forms

from cleanclaim import clock
from cleanclaim.apps.claims.choices import Setting
from cleanclaim.apps.practices.forms import DayField, LaidOutForm
from cleanclaim.apps.practices.models import Payer

OFFERED = [
    (Setting.IGNORE, "Off: it does not look"),
    (Setting.WARN, "Warning only: the claim may be sent in spite, with a reason"),
    (Setting.KEEP, "On, although more claims are chosen otherwise"),
]


def _quiet(label: str, longest: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class ChoiceForm(LaidOutForm):
    """Empty payer, plan and specialty: every claim."""

    setting = forms.ChoiceField(label="The edit is", choices=OFFERED)
    payer = forms.ModelChoiceField(Payer.everywhere.none(), required=False, empty_label="Every payer")
    group_number = _quiet("Plan", 50, "Group number of the plan")
    specialty = _quiet("Specialty", 10, "Taxonomy code, or its beginning: 207Q")
    first = DayField(label="For services from", help_text="Unsent claims of these days are checked again.")
    why = _quiet("Why", 200, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"first": clock.today()}, **kwargs)
        self.fields["payer"].queryset = Payer.objects.order_by("name")

    def clean_specialty(self) -> str:
        """In capital letters, as taxonomy codes are."""
        return self.cleaned_data["specialty"].upper()

    @property
    def choice(self) -> dict[str, Any]:
        """The scope, the day and the reason of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "setting"}


class EndForm(LaidOutForm):
    """Why a choice ends."""

    why = _quiet("Why it ends", 200, required=True)
