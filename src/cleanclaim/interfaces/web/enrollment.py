"""Whom a payer has in its books: the practice and its clinicians, each with the days."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.tasks import unsent_recheck_queue
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.contracts import EDIT
from cleanclaim.apps.practices.enrolling import Days, Enrolled, enrolled_with, enrollments_set
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Clinician, Payer
from cleanclaim.apps.practices.selectors import payers_of


class DaysForm(LaidOutForm):
    """From a first day to a last; both empty: not enrolled."""

    first = DayField(label="First day", required=False)
    last = DayField(label="Last day", required=False)
    widths = {"first": "w3", "last": "w3"}

    def clean(self) -> dict[str, Any]:
        """A last day needs a first one before it."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if last and (first is None or last < first):
            self.add_error("first", "Since when? Not after the last day.")
        return cleaned


class Entry(NamedTuple):
    """The practice (no clinician) or a clinician, with the days."""

    name: str
    npi: str
    clinician: Clinician | None
    form: DaysForm


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(EDIT)
def enrollments_page(request: HttpRequest, payer_id: int) -> HttpResponse:
    """Enter the list of a payer."""
    payer, by = get_object_or_404(payers_of(by=request.actor), pk=payer_id), request.actor
    entries = _entries(payer, request.POST if request.method == "POST" else None, by)
    own = entries[0].form  # what is refused of the list stands beside the practice
    valid = [entry.form.is_valid() for entry in entries]  # each is asked, to say all that is wrong
    if all(valid):
        words = carried_out(own, lambda: enrollments_saved(payer=payer, enrolled=_enrolled(entries), by=by))
        if words:
            messages.success(request, f"{words}.{unsent_recheck_queue(payer, words, payer=payer)}")
            return redirect("practices:settings")
    status = max(form_status(entry.form) for entry in entries)
    return render(request, "web/enrollments.html", {"payer": payer, "entries": entries, "form": own}, status=status)


@transaction.atomic
def enrollments_saved(*, payer: Payer, enrolled: Enrolled, by: Actor) -> str:
    """Save the list and record who entered it."""
    enrollments_set(payer=payer, enrolled=enrolled, by=by)
    words = f"{payer} has {len(enrolled)} of the practice in its books" if enrolled else f"Nothing is said of {payer}"
    activity_record(subject=payer, what="enrollments_set", words=words, by=by)
    return words


def _entries(payer: Payer, sent: Any, by: Actor) -> list[Entry]:
    known = enrolled_with(payer)
    clinicians = Clinician.objects.exclude(npi="").order_by("last_name", "first_name")
    named = [(by.practice.name, by.practice.npi, None), *((str(each), each.npi, each) for each in clinicians)]
    return [Entry(name, npi, each, _form(each, known.get(each), sent)) for name, npi, each in named]


def _form(clinician: Clinician | None, days: Days | None, sent: Any) -> DaysForm:
    prefix = f"clinician-{clinician.pk}" if clinician else "practice"
    return DaysForm(sent, prefix=prefix, initial=days._asdict() if days else None)


def _enrolled(entries: list[Entry]) -> Enrolled:
    days = {entry.clinician: entry.form.cleaned_data for entry in entries}
    return {clinician: Days(**each) for clinician, each in days.items() if each["first"]}
