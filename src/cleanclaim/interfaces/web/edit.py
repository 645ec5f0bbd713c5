"""The page of a claim edit: why payers care, what is rejected, what is clean, the fix and its source."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cleanclaim.apps.claims.causes import BY_EDIT, causes_held
from cleanclaim.apps.claims.selectors import claims_visible
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.edits.docs import examples_of, facts_of

TONES = {"error": "is-bad", "warning": "is-warn", "info": "is-info"}
MARKED = re.compile(r"(\*\*.+?\*\*|``.+?``)")
MARKS = {"**": "strong", "``": "code"}


@require_safe
@permission_needed("claim.view")
def edit_page(request: HttpRequest, edit: str) -> HttpResponse:
    """One edit, with how many claims it holds now."""
    found = BY_EDIT.get(edit.upper())
    if found is None:
        raise Http404
    given, examples = examples_of(found)
    claim = request.GET.get("claim", "")
    context = {
        "edit": found,
        "tone": TONES[found.severity.value],
        "paragraphs": list(paragraphs(found.doc.partition("\n")[2])),
        "facts": facts_of(found),
        "given": given,
        "examples": examples,
        "cause": next((cause for cause in causes_held(by=request.actor) if cause.edit == found.code), None),
        "claim": claims_visible(by=request.actor).filter(pk=claim).first() if claim.isdigit() else None,
    }
    return render(request, "web/edit.html", context)


def paragraphs(doc: str) -> Iterator[list[tuple[str, str]]]:
    """The paragraphs of a doc, each as pieces of text that are plain, strong or code."""
    for part in re.split(r"\n\s*\n|\n(?=\*\*)", doc.strip()):
        pieces = [piece for piece in MARKED.split(" ".join(part.split())) if piece]
        yield [(MARKS.get(piece[:2], "plain"), piece.strip("*`") if piece[:2] in MARKS else piece) for piece in pieces]
