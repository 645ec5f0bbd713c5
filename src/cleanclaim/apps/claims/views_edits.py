"""Which edits look at the practice's claims: each with what it found, switched off or made a warning, and back on."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.activity.services import subject_of
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.forms_edits import ChoiceForm, EndForm
from cleanclaim.apps.claims.models import EditChoice
from cleanclaim.apps.claims.standing import (
    CHOOSES_EDITS,
    DAYS,
    SUBJECTS,
    edit_choices_visible,
    edit_named,
    edits_standing,
    found_lately,
    standing_of,
)
from cleanclaim.apps.claims.tasks import BEGUN, rechecks_told, unsent_recheck_queue
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.edits import Edit

MOST = 60


@require_safe
@permission_needed(CHOOSES_EDITS)
def edits(request: HttpRequest) -> HttpResponse:
    """Every edit, or those that a search finds."""
    text, subject, chosen = (request.GET.get(name, "") for name in ("q", "subject", "chosen"))
    rows = edits_standing(text=text, subject=subject, chosen=bool(chosen), by=request.actor)
    shown = rows if "all" in request.GET else rows[:MOST]
    context = {"rows": shown, "count": len(rows), "text": text, "subject": subject, "chosen": chosen}
    return render(request, "claims/edits.html", context | {"subjects": SUBJECTS, "days": DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(CHOOSES_EDITS)
def edit_choices(request: HttpRequest, edit: str) -> HttpResponse:
    """What is chosen of one edit, and choosing something else."""
    found, form, by = edit_named(edit), ChoiceForm(request.POST or None), request.actor
    if found is None:
        raise Http404
    row = carried_out(
        form,
        lambda: services.edit_choice_write(**{form.cleaned_data["setting"]: [found.code]}, **form.choice, by=by),
    )
    if row:
        _tell(request, row, f"{row.words}, {row.scope}.", can_undo=True)
        return redirect("claims:edit_choices", found.code)
    return _page(request, found, form)


@require_POST
@permission_needed(CHOOSES_EDITS)
def choice_end(request: HttpRequest, edit_choice_id: int) -> HttpResponse:
    """End a choice: services of today are judged without it."""
    choice = get_object_or_404(edit_choices_visible(by=request.actor), pk=edit_choice_id)
    form, last = EndForm(request.POST), clock.today() - timedelta(days=1)
    done = carried_out(
        form, lambda: services.edit_choice_end(choice=choice, last=last, by=request.actor, **form.cleaned_data)
    )
    if done:
        _tell(request, choice, f"{choice.words}, {choice.scope}: ended.", can_undo=True)
    else:
        messages.error(request, "Not ended: say why.")
    return _back(choice)


@require_POST
@permission_needed(CHOOSES_EDITS)
def choice_undo(request: HttpRequest, edit_choice_id: int) -> HttpResponse:
    """Take back the last act: an ended choice goes on, one that was written never held."""
    choice = get_object_or_404(edit_choices_visible(by=request.actor), pk=edit_choice_id)
    last = None if choice.effective_to else choice.effective_from - timedelta(days=1)
    services.edit_choice_end(choice=choice, last=last, why="Undone", by=request.actor)
    _tell(request, choice, f"{choice.words}, {choice.scope}: {'never held' if last else 'goes on'}.")
    return _back(choice)


def _tell(request: HttpRequest, choice: EditChoice, words: str, *, can_undo: bool = False) -> None:
    """Say what was done, and have the claims checked again that it may hold or free."""
    undo = reverse("claims:choice_undo", args=[choice.pk]) if can_undo else ""
    queued = unsent_recheck_queue(choice, words, payer=choice.payer, first=choice.effective_from)
    messages.success(request, words + queued, extra_tags=undo)


def _page(request: HttpRequest, edit: Edit, form: ChoiceForm) -> HttpResponse:
    today, by = clock.today(), request.actor
    rows = [row for row in edit_choices_visible(by=by) if row.setting_of(edit.code)]
    told = rechecks_told(rows)
    for row in rows:
        row.rechecked = told.get(subject_of(row))
    standing = standing_of(edit, [row for row in reversed(rows) if row.is_in_force(today)], 0)
    found = found_lately(by=by)[edit.code]
    context = {"edit": edit, "standing": standing, "found": found, "rows": rows, "form": form, "days": DAYS}
    context["is_checking"] = any(entry.what == BEGUN for entry in told.values())
    return render(request, "claims/edit_choices.html", context | {"end": EndForm()}, status=form_status(form))


def _back(choice: EditChoice) -> HttpResponse:
    """To the edit it names, or to all where it names many by their beginning."""
    codes = [code for code in (*choice.ignore, *choice.warn, *choice.keep, *choice.select) if edit_named(code)]
    return redirect("claims:edit_choices", codes[0]) if codes else redirect("claims:edits")
