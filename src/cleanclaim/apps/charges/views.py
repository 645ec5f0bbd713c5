"""The charge review queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cleanclaim.apps.charges import selectors
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page

VISITS_A_PAGE = 25  # each with all its codes


@require_safe
@permission_needed("charge.post")
def charge_list(request: HttpRequest) -> HttpResponse:
    """Signed visits with what they would be charged, oldest first."""
    page = keyset_page(selectors.encounters_to_review(by=request.actor), request, selectors.OLDEST, VISITS_A_PAGE)
    selectors.with_proposals(page.rows)
    return render(request, "charges/list.html", {"page": page})
