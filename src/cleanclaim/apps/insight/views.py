"""The rows behind the figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cleanclaim import clock
from cleanclaim.apps.insight.rows import rows_of
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page


@require_safe
@permission_needed("report.financial")
def figure_rows(request: HttpRequest, figure: str) -> HttpResponse:
    """What a figure of the opening screen counts, page by page."""
    age = request.GET.get("age", "0")
    rows = rows_of(figure, age=int(age) if age.isdecimal() else 0, on=clock.today(), by=request.actor)
    if rows is None:
        raise Http404
    page = keyset_page(rows.queryset, request, order=rows.order)
    return render(request, "insight/rows.html", {"rows": rows, "page": page, "cells": rows.cells(page.rows)})
