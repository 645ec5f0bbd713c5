"""Forms of the encounters app; codes are arranged in `coding`."""

from django import forms

from cleanclaim import clock
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.services import Note
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.forms import DayField, LaidOutForm
from cleanclaim.apps.practices.models import Clinician, Location


def _places() -> list[tuple[str, str]]:
    return [(place.code, f"{place.code} {place.words}") for place in codesets().place_of_service]


def _part(label: str, rows: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


class NoteForm(forms.Form):
    """The note as typed."""

    subjective = _part("Subjective", 5)
    objective = _part("Objective", 4)
    assessment = _part("Assessment", 3)
    plan = _part("Plan", 4)
    place_of_service = forms.ChoiceField(label="Place of service", choices=_places)

    @classmethod
    def of(cls, encounter: Encounter) -> "NoteForm":
        """The form filled with what is kept."""
        return cls(initial={name: getattr(encounter, name) for name in cls.base_fields})

    def note(self) -> Note:
        """The four parts."""
        return Note(**{name: self.cleaned_data[name] for name in Note.__struct_fields__})


class WalkInForm(LaidOutForm):
    """A visit that was not planned."""

    clinician = forms.ModelChoiceField(Clinician.everywhere.none())
    location = forms.ModelChoiceField(Location.everywhere.none())
    service_on = DayField(label="Day of service")
    widths = {"clinician": "w2", "location": "w2", "service_on": "w2"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinician"].queryset = Clinician.objects.order_by("last_name")
        self.fields["location"].queryset = Location.objects.order_by("name")
        self.fields["service_on"].initial = clock.today()


class ReasonForm(LaidOutForm):
    """Why."""

    reason = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    widths = {"reason": "w6"}


class AddendumForm(forms.Form):
    """Words after the signature."""

    text = forms.CharField(label="Addendum", widget=forms.Textarea(attrs={"rows": 3}))
