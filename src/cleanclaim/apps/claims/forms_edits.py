"""What a practice chooses of an edit, and for which claims."""

from typing import Any

from django import forms

from cleanclaim.apps.claims.choices import Setting
from cleanclaim.apps.practices.forms import DayField, LaidOutForm
from cleanclaim.apps.practices.models import Payer

OFFERED = [
    (Setting.IGNORE, "Off: it does not look"),
    (Setting.WARN, "Warning only: the claim may be sent in spite, with a reason"),
    (Setting.KEEP, "On, although more claims are chosen otherwise"),
]

OPEN, DAY = "open", "day"
SINCE = [(OPEN, "All open claims, and later ones"), (DAY, "Services from a day")]


def _quiet(label: str, longest: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class ChoiceForm(LaidOutForm):
    """Empty payer, plan and specialty: every claim."""

    setting = forms.ChoiceField(label="The edit is", choices=OFFERED)
    payer = forms.ModelChoiceField(Payer.everywhere.none(), required=False, empty_label="Every payer")
    group_number = _quiet("Plan", 50, "Group number of the plan")
    specialty = _quiet("Specialty", 10, "Taxonomy code, or its beginning: 207Q")
    since = forms.ChoiceField(
        label="For", choices=SINCE, initial=OPEN, widget=forms.RadioSelect,
        help_text="Unsent claims among them are checked again.",
    )  # fmt: skip
    first = DayField(label="First day", required=False, help_text="Of services from a day")
    why = _quiet("Why", 200, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = Payer.objects.order_by("name")

    def clean_specialty(self) -> str:
        """In capital letters, as taxonomy codes are."""
        return self.cleaned_data["specialty"].upper()

    def clean(self) -> dict[str, Any]:
        """A day where it begins with one."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("since") == DAY and not cleaned.get("first") and "first" not in self.errors:
            self.add_error("first", "From which day?")
        return cleaned

    @property
    def choice(self) -> dict[str, Any]:
        """The scope, the day (None: all open claims) and the reason of a valid form."""
        told = {name: self.cleaned_data[name] for name in ("payer", "group_number", "specialty", "why")}
        return told | {"first": self.cleaned_data["first"] if self.cleaned_data["since"] == DAY else None}


class EndForm(LaidOutForm):
    """Why a choice ends."""

    why = _quiet("Why it ends", 200, required=True)
