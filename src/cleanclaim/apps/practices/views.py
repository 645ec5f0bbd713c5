"""Which practice is acted for, who works in it, and what it bills with."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.practices import selectors
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.middleware import SESSION_KEY
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.paging import keyset_page


@require_POST
@permission_needed()
def practice_switch(request: HttpRequest) -> HttpResponse:
    """Act for another practice from now on."""
    chosen = next((each for each in request.actors if str(each.practice.pk) == request.POST.get("practice")), None)
    if chosen is None:
        raise Http404("Not a practice this person acts for")
    request.session[SESSION_KEY] = chosen.practice.pk
    messages.success(request, f"Acting for {chosen.practice}.")
    return redirect("/")


@require_safe
@permission_needed("user.manage", "consent.billing_company")
def team(request: HttpRequest) -> HttpResponse:
    """Who may do what here, and which billing companies are let in."""
    today = clock.today()
    agreements = [
        (agreement, agreement.is_in_force(today), selectors.people_of(agreement.company, on=today))
        for agreement in selectors.agreements_of(by=request.actor)
    ]
    people = selectors.people_of(request.actor.practice, on=today)
    return render(request, "practices/team.html", {"people": people, "agreements": agreements})


@require_safe
@permission_needed(*selectors.SETTINGS)
def settings(request: HttpRequest) -> HttpResponse:
    """Clinicians, places, payers and prices, each with the days it is in force."""
    context = {
        "practice": request.actor.practice,
        "clinicians": Clinician.objects.order_by("last_name", "first_name"),
        "locations": Location.objects.order_by("name"),
        "payers": selectors.payers_of(by=request.actor),
        "fee_schedules": selectors.fee_schedules_of(by=request.actor),
        "contracts": selectors.contracts_of(by=request.actor),
    }
    return render(request, "practices/settings.html", context)


@require_safe
@permission_needed(*selectors.SETTINGS)
def fees(request: HttpRequest, fee_schedule_id: int) -> HttpResponse:
    """The charge of each service."""
    schedule = get_object_or_404(selectors.fee_schedules_of(by=request.actor), pk=fee_schedule_id)
    page = keyset_page(schedule.fees.all(), request, ("procedure", "modifier", "pk"))
    return render(request, "practices/prices.html", {"priced": schedule, "page": page, "heading": schedule.name})


@require_safe
@permission_needed(*selectors.SETTINGS)
def rates(request: HttpRequest, contract_id: int) -> HttpResponse:
    """What the payer allows for each service."""
    contract = get_object_or_404(selectors.contracts_of(by=request.actor), pk=contract_id)
    page = keyset_page(contract.rates.all(), request, ("procedure", "modifier", "pk"))
    return render(request, "practices/prices.html", {"priced": contract, "page": page, "heading": contract.name})
