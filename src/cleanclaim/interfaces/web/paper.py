"""Typing a paper EOB: the claims it pays, a row for each service line, the scanned page beside them."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances import selectors
from cleanclaim.apps.remittances.models import Remittance, ScannedPage
from cleanclaim.apps.remittances.paper import PaperForm
from cleanclaim.apps.remittances.services import Check, scanned_page_keep
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.jobs.adjudicated import paper_post

MOST_CLAIMS, LARGEST = 20, 20 * 2**20
SELF = "'self'"


@require_http_methods(["GET", "POST"])
@csp_replace({"frame-src": [SELF]})
@permission_needed("payment.post_manual")
def paper_eob(request: HttpRequest) -> HttpResponse:
    """One EOB: found, typed, proven, posted."""
    claims, page = _claims(request), _page(request)
    form = PaperForm(request.POST or None, claims=claims)
    posted = carried_out(form, lambda: _posted(request, form, claims, page)) if claims else None
    if posted is not None:
        messages.success(request, f"{dollars(posted.amount)} of check {posted.trace_number} posted.")
        return redirect("remittances:detail", posted.pk)
    text = request.GET.get("q", "").strip()
    found = selectors.claims_of_person(text=text, by=request.actor) if text else ()
    query = request.GET.copy()
    query.pop("q", None)
    context = {"form": form, "claims": claims, "page": page, "q": text, "found": found, "kept": query.urlencode()}
    return render(request, "web/paper.html", context, status=form_status(form))


@require_POST
@permission_needed("payment.post_manual")
def paper_scan(request: HttpRequest) -> HttpResponse:
    """Keep the scanned page and go on typing beside it."""
    query = QueryDict(request.POST.get("kept", ""), mutable=True)
    file = request.FILES.get("page")
    try:
        content = file.read() if file and file.size <= LARGEST else b""
        query["scan"] = scanned_page_keep(name=file.name if file else "", content=content, by=request.actor).pk
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('web:paper')}?{query.urlencode()}")


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "object-src": [SELF], "style-src": [SELF, "'unsafe-inline'"]})
@permission_needed(*selectors.MAY_SEE)
def scanned_page(request: HttpRequest, scanned_page_id: int) -> HttpResponse:
    """The page as it was scanned."""
    page = get_object_or_404(selectors.pages_visible(by=request.actor), pk=scanned_page_id)
    answer = HttpResponse(bytes(page.content), content_type=page.content_type)
    answer["Content-Disposition"] = "inline"
    return answer


def _claims(request: HttpRequest) -> list[Claim]:
    chosen = [pk for pk in request.GET.getlist("claim") if pk.isdecimal()][:MOST_CLAIMS]
    found = {str(claim.pk): claim for claim in selectors.claims_to_match(by=request.actor).filter(pk__in=chosen)}
    claims = [found[pk] for pk in dict.fromkeys(chosen) if pk in found]
    return [claim for claim in claims if claim.payer_id == claims[0].payer_id]


def _page(request: HttpRequest) -> ScannedPage | None:
    chosen = request.GET.get("scan", "")
    pages = selectors.pages_visible(by=request.actor).defer("content")
    return pages.filter(pk=chosen).first() if chosen.isdecimal() else None


def _posted(request: HttpRequest, form: PaperForm, claims: list[Claim], page: ScannedPage | None) -> Remittance:
    said = form.cleaned_data
    check = Check(claims[0].payer, said["check_number"], said["paid_on"], said["amount"])
    return paper_post(check=check, answers=form.answers(), page=page, by=request.actor)
