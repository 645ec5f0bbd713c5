"""The books of a month: trial balance, what is owed from opening to closing, money on its way; and closing them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cleanclaim import clock
from cleanclaim.apps.ledger import periods, reports
from cleanclaim.apps.ledger.choices import PeriodKind, account_words
from cleanclaim.apps.ledger.errors import NotClosable
from cleanclaim.apps.ledger.forms import CloseForm, month_of
from cleanclaim.apps.ledger.models import Period
from cleanclaim.apps.ledger.services import CARD_PROCESSOR
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Location, Payer
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.money import dollars
from cleanclaim.paging import keyset_page

HELD = ("quarantined", "out_of_balance", "suspected_duplicate", "unreadable", "partly_posted")
OWNERS = {"payer": Payer, "patient": Patient, "site": Location}
CLOSED_SHOWN = 12


@require_safe
@permission_needed(reports.SEES)
def books(request: HttpRequest) -> HttpResponse:
    """The three reports of a month; every figure opens its rows."""
    first, last = month_of(request.GET.get("month", ""), today=clock.today())
    days = {"first": first, "last": last, "by": request.actor}
    balance, deposits = reports.trial_balance(**days), reports.deposits_roll(**days)
    names = _names({row.party for row, _, _ in deposits})
    context = {
        "month": first,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1) if last < clock.today() else None,
        "closed": Period.objects.filter(last__gte=last).order_by("last").first(),
        "roll": reports.receivables_roll(**days),
        "balance": balance,
        "sums": [sum(getattr(row, name) for row in balance) for name in ("opening", "debits", "credits", "closing")],
        "deposits": [(row, names.get(row.party, row.party), came, banked) for row, came, banked in deposits],
    }
    return render(request, "web/books.html", context)


@require_safe
@permission_needed(reports.SEES)
def book_rows(request: HttpRequest) -> HttpResponse:
    """The entries behind a figure, newest first."""
    account, party = request.GET.get("account", ""), request.GET.get("party", "")
    first, last = month_of(request.GET.get("month", ""), today=clock.today())
    rows = reports.entries_behind(account=account, party=party, first=first, last=last, by=request.actor)
    page = keyset_page(rows, request, ("-posted_on", "-pk"))
    names = _names({row.party for row in page.rows})
    context = {
        "page": page,
        "month": first,
        "words": account_words(account) if account in CHART.accounts else "No such account",
        "entries": [(row, names.get(row.party, row.party)) for row in page.rows],
    }
    return render(request, "web/book_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed(periods.CLOSES)
def books_close(request: HttpRequest) -> HttpResponse:
    """What is still to do, and the close of the month that is next, or of the day."""
    by, is_month = request.actor, request.GET.get("kind") != "day"
    first, last = periods.month_to_close(by=by) if is_month else (clock.today(), clock.today())
    undone = _undone(by)
    form = CloseForm(request.POST if request.method == "POST" else None, undone=_choices(undone))
    kind = PeriodKind.MONTH if is_month else PeriodKind.DAY
    asked = {"kind": kind, "last": last, "by": by}
    if carried_out(form, lambda: _close(form, undone, asked)):
        messages.success(request, "Closed. What comes late stands in the open period with its own date.")
        return redirect("web:books_close")
    context = {
        "first": first, "last": last, "is_month": is_month, "undone": undone, "form": form,
        "is_over": last <= clock.today(), "closed": Period.objects.order_by("-pk")[:CLOSED_SHOWN],
    }  # fmt: skip
    return render(request, "web/books_close.html", context, status=form_status(form))


def _close(form: CloseForm, undone: list[periods.Undone], asked: dict) -> Period:
    """Everything that is not done is acknowledged, here as in the ledger."""
    ticked = form.cleaned_data.get("left_open", [])
    if missed := next((each for each in undone if each.words not in ticked), None):
        raise NotClosable(f"Not closed: {missed.words}. Settle it, or say that it may wait.")
    return periods.period_close(left_open=ticked, **asked)


def _undone(by: Actor) -> list[periods.Undone]:
    """What the ledger knows of, and the payers' answers that are not posted."""
    held = list(Remittance.objects.filter(state__in=HELD).values_list("amount", flat=True))
    words = f"{len(held)} remittance{'' if len(held) == 1 else 's'} not posted"
    rows = [periods.Undone(words, sum(held), "remittances:list")] if held else []
    return rows + periods.undone(by=by)


def _choices(undone: list[periods.Undone]) -> list[tuple[str, str]]:
    return [(each.words, f"{each.words}: {dollars(each.amount)}") for each in undone]


def _names(parties: set[str]) -> dict[str, str]:
    """{party: who that is}."""
    found = {CARD_PROCESSOR: "Card processor"}
    for kind, model in OWNERS.items():
        numbers = [party.partition(":")[2] for party in parties if party.startswith(f"{kind}:")]
        rows = model.objects.in_bulk([int(number) for number in numbers if number.isdecimal()])
        found |= {f"{kind}:{pk}": getattr(row, "name", str(row)) for pk, row in rows.items()}
    return found
