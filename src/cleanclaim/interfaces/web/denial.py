"""Giving a denied line up, and what that settles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cleanclaim.apps.denials.forms import WhyForm
from cleanclaim.apps.denials.selectors import denials_visible
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.jobs.settling import loss_accept


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("adjustment.post")
def accept_loss(request: HttpRequest, denial_case_id: int) -> HttpResponse:
    """Write the line off, with the reason."""
    case = get_object_or_404(denials_visible(by=request.actor), pk=denial_case_id)
    form = WhyForm(request.POST or None)
    asked: list[object] = []
    if carried_out(form, lambda: asked.append(loss_accept(case=case, by=request.actor, **form.cleaned_data)) or True):
        done = "written off; the case is closed." if asked == [None] else "is above your limit: a manager was asked."
        messages.success(request, f"{dollars(case.amount)} {done}")
        return redirect("denials:list")
    return render(request, "denials/accept_loss.html", {"case": case, "form": form}, status=form_status(form))
