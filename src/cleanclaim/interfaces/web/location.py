"""One location of the practice: address, numbers, and what its laboratory's certificate lets it test."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.db import transaction
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import CertificateKind
from cleanclaim.apps.practices.directory import SET_UP, LocationDetails, location_update
from cleanclaim.apps.practices.forms import LaidOutForm, carried_out, form_status, phone_field, zip_field
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Location
from cleanclaim.core.identifiers import is_npi

_CLIA = RegexValidator(r"^[0-9]{2}D[0-9]{7}$", "Ten characters: two digits, the letter D, seven digits, as 33D0123456.")
_STATE = RegexValidator(r"^[A-Z]{2}$", "Two letters: NY.")
_PLACE = RegexValidator(r"^[0-9]{2}$", "Two digits: 11 is an office.")


class LocationForm(LaidOutForm):
    """What a claim says of the place, and what edits of laboratory tests go by."""

    name = forms.CharField(max_length=60)
    npi = forms.CharField(label="NPI", max_length=10, required=False)
    place_of_service = forms.CharField(max_length=2, validators=[_PLACE])
    phone = phone_field()
    line1 = forms.CharField(label="Street", max_length=55, required=False)
    line2 = forms.CharField(label="Suite", max_length=55, required=False)
    city = forms.CharField(max_length=30, required=False)
    state = forms.CharField(max_length=2, required=False, validators=[_STATE])
    zip = zip_field()
    clia = forms.CharField(
        label="CLIA number",
        max_length=10,
        required=False,
        validators=[_CLIA],
        help_text="Of its laboratory: 33D0123456",
    )
    clia_kind = forms.ChoiceField(
        label="Kind of certificate", required=False, choices=[("", "No laboratory"), *CertificateKind.choices]
    )
    widths = {
        "name": "w4", "npi": "w2", "place_of_service": "w2", "phone": "w2", "line1": "w4", "line2": "w2",
        "city": "w3", "state": "w1", "zip": "w2", "clia": "w2", "clia_kind": "w4",
    }  # fmt: skip

    def clean_npi(self) -> str:
        number: str = self.cleaned_data["npi"]
        if number and not is_npi(number):
            raise forms.ValidationError("Ten digits, of which the last checks the others: one is wrong or swapped.")
        return number

    def clean(self) -> dict[str, Any]:
        """A number needs its kind, and a kind its number: by both the edits know what may be tested."""
        cleaned = super().clean() or self.cleaned_data
        if "clia" in cleaned and bool(cleaned["clia"]) != bool(cleaned.get("clia_kind")):
            missing, says = ("clia_kind", "Which certificate is it?") if cleaned["clia"] else ("clia", "Which number?")
            self.add_error(missing, says)
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(SET_UP)
def location_page(request: HttpRequest, location_id: int) -> HttpResponse:
    """Change a location."""
    location = get_object_or_404(Location.objects.all(), pk=location_id)
    form = LocationForm(request.POST or None, initial=model_to_dict(location))
    if carried_out(form, lambda: location_change(location=location, fields=form.cleaned_data, by=request.actor)):
        messages.success(request, f"{location.name} is changed.")
        return redirect("practices:settings")
    return render(request, "web/location.html", {"location": location, "form": form}, status=form_status(form))


@transaction.atomic
def location_change(*, location: Location, fields: dict[str, Any], by: Actor) -> Location:
    """Change it and record who did."""
    changed = location_update(location=location, details=LocationDetails(**fields), by=by)
    activity_record(subject=changed, what="location_update", words=f"Changed the location {changed.name}", by=by)
    return changed
