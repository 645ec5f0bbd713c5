"""What the edits missed, and how their versions did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cleanclaim import clock
from cleanclaim.apps.insight.gaps import DAYS, claims_of_gap, edit_gaps
from cleanclaim.apps.insight.rates import acceptance_by_version
from cleanclaim.apps.insight.rows import claim_rows
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page


@require_safe
@permission_needed("report.financial")
def gaps(request: HttpRequest) -> HttpResponse:
    """Edit gaps with the rule each suggests, and first-pass acceptance by the version of the edits."""
    found = edit_gaps(on=clock.today(), by=request.actor)
    rows = [(gap, urlencode({"payer": gap.payer_id, "code": gap.code, "procedure": gap.procedure})) for gap in found]
    context = {
        "rows": [(gap, query, urlencode(gap.draft) if gap.draft else "") for gap, query in rows],
        "amount": sum(gap.amount for gap in found),
        "days": DAYS,
        "versions": acceptance_by_version(by=request.actor),
    }
    return render(request, "insight/gaps.html", context)


@require_safe
@permission_needed("claim.view")
def gap_rows(request: HttpRequest) -> HttpResponse:
    """The claims of one gap."""
    asked = {name: request.GET.get(name, "") for name in ("payer", "code", "procedure")}
    claims = claims_of_gap(
        payer_id=int(asked["payer"]) if asked["payer"].isdecimal() else 0, code=asked["code"],
        procedure=asked["procedure"], on=clock.today(), by=request.actor,
    )  # fmt: skip
    rows = claim_rows(f"Passed every edit, then {asked['code']} {asked['procedure']}", claims)
    page = keyset_page(rows.queryset, request, order=rows.order)
    return render(request, "insight/rows.html", {"rows": rows, "page": page, "cells": rows.cells(page.rows)})
