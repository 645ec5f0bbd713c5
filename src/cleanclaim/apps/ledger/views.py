"""A patient's account, with where every dollar went, and receipts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cleanclaim.apps.ledger import selectors
from cleanclaim.apps.ledger.choices import account_words
from cleanclaim.apps.ledger.forms import ReturnForm
from cleanclaim.apps.ledger.models import JournalEntry, JournalTransaction, Receipt
from cleanclaim.apps.ledger.returns import receipt_return
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.selectors import patients_visible
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.practices.printing import address_lines, letterhead, pdf
from cleanclaim.core.money import dollars
from cleanclaim.paging import keyset_page

SHOWN = 50  # newest charges that stand on an account by themselves though nothing of them is open
SHOWN_OF_A_CHARGE = ("practice", "procedure", "service_on", "charge")
COLUMNS = ("paid_by_payers", "adjusted", "paid_by_patient", "with_payers", "with_patient")


@require_safe
@permission_needed("claim.view", "payment.receive_pos")
def account(request: HttpRequest, patient_id: int) -> HttpResponse:
    """What was charged, who paid, who still owes, and every posting behind it."""
    patient, by = get_object_or_404(patients_visible(by=request.actor), pk=patient_id), request.actor
    charged = selectors.charge_lines_of(patient=patient, by=by).only(*SHOWN_OF_A_CHARGE)
    lines = selectors.lines_money(charged, by=by)
    page = keyset_page(selectors.account_entries(patient=patient, by=by), request, selectors.NEWEST)
    names = _names(page.rows, owing := selectors.open_by_party(patient=patient, by=by), patient)
    context = {
        "patient": patient,
        "money": selectors.account_money(patient=patient, by=by),
        **_charges(lines, is_whole="charges" in request.GET),
        "owing": [(names.get(party, party), amount) for party, amount in owing.items()],
        "page": page,
        "entries": [(row, account_words(row.account), names.get(row.party, "")) for row in page.rows],
        "receipts": selectors.receipts_of(patient=patient, by=by)[:20],
    }
    return render(request, "ledger/account.html", context)


def _charges(lines: list[selectors.LineMoney], *, is_whole: bool) -> dict[str, object]:
    """Charges with something open and the newest ones, or all of them; the rest as one sum."""
    old = [] if is_whole else [each for each in lines[: max(len(lines) - SHOWN, 0)] if not each.open]
    left_out = {each.line.pk for each in old}
    shown = [each for each in lines if each.line.pk not in left_out]
    words = codesets().procedures.words
    return {
        "lines": [(each, words(each.line.procedure)) for each in shown],
        "sums": _sums(lines),
        "settled": _sums(old) if old else None,
        "charged": sum(each.line.charge for each in lines),
    }


def _sums(lines: list[selectors.LineMoney]) -> dict[str, int]:
    sums = {name: sum(getattr(each, name) for each in lines) for name in COLUMNS}
    return {**sums, "count": len(lines), "charge": sum(each.line.charge for each in lines)}


@require_safe
@permission_needed(*selectors.MAY_SEE)
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """One receipt and what it paid."""
    row = get_object_or_404(selectors.receipts_visible(by=request.actor), pk=receipt_id)
    money = selectors.account_money(patient=row.patient, by=request.actor)
    return render(request, "ledger/receipt.html", {"receipt": row, "money": money, "paid": _paid(row, request.actor)})


@require_safe
@permission_needed(*selectors.MAY_SEE)
def receipt_pdf(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """The receipt on paper."""
    row = get_object_or_404(selectors.receipts_visible(by=request.actor), pk=receipt_id)
    left = selectors.account_money(patient=row.patient, by=request.actor).due
    content = pdf("receipt", printed(row, left, request.actor), on=timezone.localdate(row.received_at))
    name = {"Content-Disposition": f'inline; filename="receipt-{row.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=name)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("payment.move_or_reverse")
def receipt_returned(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """The check bounced or the card was charged back: what it paid is owed again."""
    row = get_object_or_404(selectors.receipts_visible(by=request.actor), pk=receipt_id)
    form = ReturnForm(request.POST or None)
    if carried_out(form, lambda: _returned(row, form, request.actor)):
        messages.success(request, f"{dollars(row.amount)} is owed again.")
        return redirect("ledger:account", row.patient_id)
    return render(request, "ledger/receipt_return.html", {"receipt": row, "form": form}, status=form_status(form))


def _returned(row: Receipt, form: ReturnForm, by: Actor) -> JournalTransaction:
    reason, fee = form.cleaned_data["reason"], form.cleaned_data["fee"] or 0
    return receipt_return(receipt=row, reason=reason, fee=fee, by=by)


def printed(row: Receipt, left: int, by: Actor) -> dict[str, object]:
    """The values of receipt.typ; `left` is what the patient owes now, in cents."""
    day, patient, paid = timezone.localtime(row.received_at), row.patient, _paid(row, by)
    waits = row.amount - sum(amount for _, _, amount, _ in paid)
    return {
        "practice": letterhead(row.practice),
        "patient": {
            "name": patient.name, "mrn": patient.mrn, "addressee": patient.name, "address": address_lines(patient)
        },
        "number": row.number,
        "received_on": f"{day:%B} {day.day}, {day.year}",
        "amount": dollars(row.amount),
        "method": f"{row.get_method_display()} {row.reference}".strip(),
        "taken_by": row.taken_by,
        "lines": [
            {"day": f"{line.service_on:%b} {line.service_on.day}, {line.service_on.year}", "words": words,
             "amount": dollars(amount)}
            for line, words, amount, _ in paid
        ],
        "credit": dollars(waits) if waits else "",
        "left": dollars(left),
    }  # fmt: skip


def _paid(row: Receipt, by: Actor) -> list[tuple[object, str, int, object]]:
    """(line, words, cents, day) of what the receipt paid."""
    words = codesets().procedures.words
    return [
        (each.line, words(each.line.procedure) or each.line.procedure, each.credit, each.posted_on)
        for each in selectors.receipt_entries(receipt=row, by=by)
    ]


def _names(entries: list[JournalEntry], owing: dict[str, int], patient: Patient) -> dict[str, str]:
    """{party: who that is}."""
    parties = {row.party for row in entries} | set(owing)
    payers = [party.partition(":")[2] for party in parties if party.startswith("payer:")]
    found = {f"payer:{payer.pk}": payer.name for payer in Payer.objects.filter(pk__in=payers)}
    return {**found, patient.party: patient.name}
