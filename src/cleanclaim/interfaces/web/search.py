"""One search for everything that has a name or a number."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.models import Receipt
from cleanclaim.apps.patients.selectors import patients_search
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances.selectors import remittances_received
from cleanclaim.core.money import dollars
from cleanclaim.prefix import begins

MOST = 8


class Hit(Struct, frozen=True):
    """One thing found: its name, a remark, and where it is (codes have no page)."""

    name: str
    note: str
    url: str = ""


@require_safe
@permission_needed()
def search(request: HttpRequest) -> HttpResponse:
    """Patients, claims, payments and codes that the words speak of; a single hit is opened at once."""
    text = request.GET.get("q", "").strip()
    found = {title: list(find(text, request.actor)) for title, find in _PLACES} if len(text) > 1 else {}
    groups = {title: hits for title, hits in found.items() if hits}
    hits = [hit for group in groups.values() for hit in group]
    if len(hits) == 1 and hits[0].url:
        return redirect(hits[0].url)
    return render(request, "web/search.html", {"search_text": text, "groups": groups})


def _patients(text: str, by: Actor) -> Iterable[Hit]:
    if not by.may("patient.search"):
        return
    for row in patients_search(text=text, by=by)[:MOST]:
        yield Hit(row.sort_name, f"born {row.birth_date:%m/%d/%Y}, {row.mrn}", reverse("web:patient", args=[row.pk]))


def _claims(text: str, by: Actor) -> Iterable[Hit]:
    if not by.may("claim.view"):
        return
    claims = Claim.objects.select_related("patient", "payer").defer("snapshot")
    numbered = claims.filter(begins("control_number", text.upper())).order_by("-control_number")[:MOST]
    for row in numbered or claims.filter(payer_claim_control_number__in={text, text.upper()})[:MOST]:
        note = f"{row.patient.sort_name}, {row.payer}, {row.service_from:%m/%d/%Y}, {dollars(row.charge)}"
        yield Hit(row.control_number, note, f"/claims/{row.pk}/")


def _payments(text: str, by: Actor) -> Iterable[Hit]:
    if by.may("payment.post_835"):
        traced = begins("trace_number", text) | begins("trace_number", text.upper())
        for row in remittances_received(by=by).filter(traced)[:MOST]:
            url = reverse("remittances:detail", args=[row.pk])
            yield Hit(row.trace_number, f"{row.payer_name}, {dollars(row.amount)}", url)
    if by.may("payment.receive_pos"):
        for row in Receipt.objects.filter(number=text.upper()).select_related("patient"):
            note = f"{row.patient.sort_name}, {dollars(row.amount)}"
            yield Hit(f"Receipt {row.number}", note, reverse("web:patient", args=[row.patient_id]))


def _codes(text: str, _by: Actor) -> Iterable[Hit]:
    for search_in in (codesets().search_diagnoses, codesets().search_procedures):
        for hit in search_in(text, limit=4, on=clock.today()):
            yield Hit(hit.code, hit.words)


_PLACES: tuple[tuple[str, Callable[[str, Actor], Iterable[Hit]]], ...] = (
    ("Patients", _patients),
    ("Claims", _claims),
    ("Payments", _payments),
    ("Codes", _codes),
)
