"""The worklists: what waits for somebody, in the order of what is lost by waiting."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.worklist import selectors, services
from cleanclaim.apps.worklist.forms import SnoozeForm
from cleanclaim.apps.worklist.models import WorkItem

SIZE = 25
VIEWS = (("", "Waiting"), ("mine", "Taken by me"), ("aside", "Put aside"))


@require_safe
@permission_needed()
def work_list(request: HttpRequest) -> HttpResponse:
    """Groups by kind; the one asked for, else the first, is open."""
    items = _asked(request)
    on = clock.today()
    found = selectors.groups(items, on=on)
    opened = next((group for group in found if group.kind == request.GET.get("kind")), found[0] if found else None)
    first = _position(request)
    rows = (
        selectors.ranked(items.filter(kind=opened.kind), on=on, by=request.actor, first=first, size=SIZE)
        if opened
        else []
    )
    context = {
        "groups": found,
        "opened": opened,
        "rows": rows,
        "most": max((row.a_day for row in rows), default=0),
        "count": sum(group.count for group in found),
        "amount": sum(group.amount for group in found),
        "views": [(key, label, _view(key, request.actor).count()) for key, label in VIEWS],
        "roles": sorted(set(selectors.work_visible(by=request.actor).values_list("role", flat=True))),
        "previous": max(first - SIZE, 0) if first else None,
        "following": first + SIZE if opened and first + SIZE < opened.count else None,
    }
    return render(request, "worklist/list.html", context)


@require_POST
@permission_needed()
def work_item_take(request: HttpRequest, work_item_id: int) -> HttpResponse:
    """Start on it, and go to where it is done."""
    item = get_object_or_404(selectors.work_visible(by=request.actor), pk=work_item_id)
    try:
        services.work_item_take(item=item, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect("worklist:list")
    return redirect(item.url or _back(item))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed()
def work_item_snooze(request: HttpRequest, work_item_id: int) -> HttpResponse:
    """Put it aside for some days, with the reason."""
    item = get_object_or_404(selectors.work_visible(by=request.actor), pk=work_item_id)
    form = SnoozeForm(request.POST or None)
    put_aside = carried_out(
        form,
        lambda: services.work_item_snooze(
            item=item, until=form.until(), why=form.cleaned_data["why"], by=request.actor
        ),
    )
    if put_aside:
        messages.success(request, f"{item.title} is put aside until {item.snoozed_until:%b %-d}.")
        return redirect(_back(item))
    return render(
        request, "worklist/snooze.html", {"form": form, "item": item, "back_url": _back(item)}, status=form_status(form)
    )


def _view(key: str, by: Actor) -> QuerySet[WorkItem]:
    if key == "aside":
        return selectors.work_aside(by=by)
    waiting = selectors.work_waiting(by=by)
    return waiting.filter(owner=by.user) if key == "mine" else waiting


def _asked(request: HttpRequest) -> QuerySet[WorkItem]:
    """The view and filters of the query string."""
    items = _view(request.GET.get("view", ""), request.actor)
    if role := request.GET.get("role"):
        items = items.filter(role=role)
    if (patient := request.GET.get("patient", "")).isdecimal():
        items = items.filter(patient_id=patient)
    return items


def _position(request: HttpRequest) -> int:
    asked = request.GET.get("from", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 0


def _back(item: WorkItem) -> str:
    return f"/worklist/?{urlencode({'kind': item.kind})}"
