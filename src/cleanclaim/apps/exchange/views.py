"""Every file that went over the wire, and the text of one; nothing here changes anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cleanclaim.apps.exchange import selectors
from cleanclaim.apps.exchange.choices import VIEWS
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page

SHOWN_SEGMENTS = 2_000


@require_safe
@permission_needed("claim.view")
def file_list(request: HttpRequest) -> HttpResponse:
    """Files by direction, newest first."""
    view = request.GET.get("view", "")
    files = selectors.files_exchanged(view=view, by=request.actor)
    context = {"page": keyset_page(files, request, selectors.RECENT), "views": VIEWS, "shown": view}
    return render(request, "exchange/list.html", context)


@require_safe
@permission_needed("claim.view")
def file(request: HttpRequest, exchange_file_id: int) -> HttpResponse:
    """One file: where it stands, what was answered to it, and its text a segment a line."""
    row = get_object_or_404(selectors.files_visible(by=request.actor), pk=exchange_file_id)
    segments = _segments(bytes(row.content))
    context = {
        "file": row,
        "bytes": len(row.content),
        "segments": segments[:SHOWN_SEGMENTS],
        "count": len(segments),
        "answers": row.batch.acknowledgments.order_by("-received_at", "-pk") if row.batch_id else [],
        "says": row.acknowledgments.order_by("pk"),
        "payments": row.remittances.order_by("position"),
    }
    return render(request, "exchange/file.html", context)


@require_safe
@permission_needed("claim.view")
def file_raw(request: HttpRequest, exchange_file_id: int) -> HttpResponse:
    """The bytes as they went over the wire."""
    row = get_object_or_404(selectors.files_visible(by=request.actor), pk=exchange_file_id)
    name = {"Content-Disposition": f'attachment; filename="{row.pk}-{row.transaction}.x12"'}
    return HttpResponse(bytes(row.content), content_type="application/octet-stream", headers=name)


def _segments(content: bytes) -> list[str]:
    """The text, a segment a line: the terminator stands at byte 106 of an ISA."""
    text = content.decode("utf-8", "replace")
    if not text.startswith("ISA") or len(text) < 106:
        return text.splitlines()
    end = text[105]
    return [segment.strip() + end for segment in text.split(end) if segment.strip()]
