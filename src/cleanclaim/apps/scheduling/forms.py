"""Forms of the scheduling app."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from cleanclaim import clock
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.forms import DayField, LaidOutForm
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.scheduling.choices import VisitType
from cleanclaim.apps.scheduling.selectors import times_free
from cleanclaim.apps.scheduling.services import VisitPlan

LENGTHS = [(minutes, f"{minutes} minutes") for minutes in (10, 20, 30, 40, 60)]


class TimeForm(LaidOutForm):
    """With whom, which day and for how long; the times offered are those still free."""

    clinician = forms.ModelChoiceField(queryset=Clinician.everywhere.none(), empty_label=None)
    day = DayField()
    minutes = forms.TypedChoiceField(label="Length", choices=LENGTHS, coerce=int)
    time = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "%(value)s is not free any more: choose another time."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinician"].queryset = Clinician.objects.order_by("last_name", "first_name")
        self.fields["time"].choices = [(f"{at:%H:%M}", f"{at:%H:%M}") for at in self._times()]

    def _times(self) -> list[datetime]:
        clinician, day, minutes = (self._chosen(name) for name in ("clinician", "day", "minutes"))
        if clinician is None or day is None or minutes is None:
            return []
        return [timezone.localtime(at) for at in times_free(clinician=clinician, day=day, minutes=minutes)]

    def _chosen(self, name: str) -> Any:
        """What stands in the field now, None when it cannot be read."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None

    def starts_at(self) -> datetime:
        """The moment chosen, aware."""
        at = time.fromisoformat(self.cleaned_data["time"])
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], at))


class BookForm(TimeForm):
    """A new visit of the patient chosen."""

    field_order = ("visit_type", "clinician", "location", "day", "minutes", "reason", "time")
    widths = {"visit_type": "w2", "clinician": "w2", "location": "w2", "day": "w2", "minutes": "w2", "reason": "w2"}
    visit_type = forms.ChoiceField(label="Visit", choices=VisitType)
    location = forms.ModelChoiceField(queryset=Location.everywhere.none(), empty_label=None)
    reason = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = Location.objects.order_by("name")

    def plan(self, patient: Patient) -> VisitPlan:
        values = {
            name: self.cleaned_data[name] for name in ("clinician", "location", "minutes", "visit_type", "reason")
        }
        return VisitPlan(patient=patient, starts_at=self.starts_at(), **values)

    @staticmethod
    def defaults(given: dict[str, str]) -> dict[str, Any]:
        """What the form offers at first: the query's choices, else the first clinician and place, today."""
        chosen = {name: value for name, value in given.items() if name in BookForm.base_fields and value}
        clinician = Clinician.objects.order_by("last_name", "first_name").first()
        location = Location.objects.order_by("name").first()
        first = {"clinician": clinician and clinician.pk, "location": location and location.pk, "minutes": 20}
        return {**first, "day": f"{clock.today()}", "visit_type": VisitType.FOLLOW_UP, **chosen}


class MoveForm(TimeForm):
    """Another time for the visit."""

    widths = {"clinician": "w2", "day": "w2", "minutes": "w2"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].disabled = True


class CancelForm(LaidOutForm):
    """Who calls it off, and why."""

    by_patient = forms.TypedChoiceField(
        label="Canceled by",
        choices=[("yes", "The patient"), ("no", "The practice")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    why = forms.CharField(label="Why", max_length=200)


def day_asked(text: str | None) -> date:
    """The day of a query string, today when there is none or it is no day."""
    try:
        return DayField().clean(text)
    except forms.ValidationError:
        return clock.today()
