"""Who did what in the practice, outside companies included."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cleanclaim.apps.activity.selectors import RECENT, activity_of_practice
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page


@require_safe
@permission_needed("audit.view")
def activity_list(request: HttpRequest) -> HttpResponse:
    """The whole stream, newest first; one person's or the outside companies' acts where asked."""
    who, outside = request.GET.get("who", ""), "outside" in request.GET
    page = keyset_page(activity_of_practice(by=request.actor, who=who, outside=outside), request, RECENT)
    return render(request, "activity/list.html", {"page": page, "who": who, "outside": outside})
