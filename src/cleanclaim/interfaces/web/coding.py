"""Acts of coders that run through several stages: billing a signed visit, correcting its codes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cleanclaim.apps.encounters.coding import codes_of, codes_posted, shown
from cleanclaim.apps.encounters.forms import ReasonForm
from cleanclaim.apps.encounters.selectors import encounters_visible
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.interfaces.jobs.billing import encounter_bill, encounter_correct


@require_POST
@permission_needed("charge.post")
def bill(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Post the charges and draft the claim."""
    encounter = get_object_or_404(encounters_visible(by=request.actor), pk=encounter_id)
    try:
        claim = encounter_bill(encounter=encounter, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect("encounters:page", encounter_id=encounter.pk)
    messages.success(request, _billed(encounter.patient.name, claim))
    if request.POST.get("next") == "charges" or claim is None:
        return redirect("charges:list")
    return redirect("web:claim", claim_id=claim.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("code.edit")
def recode(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Arrange the codes of a signed visit; kept when the reason is given and Save is pressed."""
    encounter = get_object_or_404(encounters_visible(by=request.actor), pk=encounter_id)
    kept = codes_of(encounter.diagnoses.all(), encounter.services.all())
    codes = codes_posted(request.POST).after(request.POST.get("act", "")) if request.POST else kept
    form = ReasonForm(request.POST if "save" in request.POST else None)
    act = {"encounter": encounter, "codes": codes, "by": request.actor}
    if carried_out(form, lambda: encounter_correct(**act, why=form.cleaned_data["reason"])):
        messages.success(request, f"Codes of {encounter.patient.name} changed.")
        return redirect("encounters:page", encounter_id=encounter.pk)
    context = {"encounter": encounter, "codes": shown(codes, on=encounter.service_on), "form": form}
    context |= {"codes_url": request.path, "act": request.POST.get("act", "").partition(":")[0]}
    template = "web/_recoded.html" if request.htmx else "web/recode.html"
    return render(request, template, context, status=form_status(form))


def _billed(name: str, claim: object) -> str:
    if claim is None:
        return f"Charges of {name} posted; the patient pays, no plan was in force."
    outcome = "ready to send" if claim.state == "ready" else "held by its findings"
    return f"Charges of {name} posted, {claim.control_number} {outcome}."
