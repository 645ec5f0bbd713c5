"""Finishing a work item: the worklist's word, once the books agree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.worklist.forms import DoneForm
from cleanclaim.apps.worklist.selectors import work_visible
from cleanclaim.interfaces.jobs.settling import work_item_finish


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed()
def work_item_done(request: HttpRequest, work_item_id: int) -> HttpResponse:
    """Close it, with what was done."""
    by = request.actor
    item = get_object_or_404(work_visible(by=by), pk=work_item_id)
    back_url = f"/worklist/?{urlencode({'kind': item.kind})}"
    form = DoneForm(request.POST or None)
    if carried_out(form, lambda: work_item_finish(item=item, resolution=form.cleaned_data["resolution"], by=by)):
        messages.success(request, f"Done: {item.title}.")
        return redirect(back_url)
    context = {"form": form, "item": item, "back_url": back_url}
    return render(request, "web/work_done.html", context, status=form_status(form))
