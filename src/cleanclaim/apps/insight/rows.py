"""The rows behind each figure: which, in which order, and which columns they show."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.insight.measures import month_of, within
from cleanclaim.apps.insight.rates import answers_denied, claims_rejected_at_first
from cleanclaim.apps.insight.selectors import (
    AGES,
    OLDEST,
    open_balances,
    refunds_paid,
    taken_back,
)
from cleanclaim.apps.ledger.models import Balance, ChargeLine, JournalEntry, Receipt
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.models import Remittance


class Cell(Struct, frozen=True):
    """A text with its address, or cents, or a day."""

    text: str = ""
    url: str = ""
    cents: int | None = None
    day: date | None = None


class Rows(Struct, frozen=True):
    """What stands behind one figure."""

    title: str
    columns: tuple[str, ...]
    queryset: QuerySet
    order: tuple[str, ...]
    cells: Callable[[list[Any]], list[tuple[Cell, ...]]]


def rows_of(name: str, *, age: int, on: date, by: Actor) -> Rows | None:
    """The rows of a figure by its name in the address; None when there is no such figure."""
    make = _FIGURES.get(name)
    return make(on, by, age) if make else None


def _open_lines(on: date, by: Actor, age: int | None) -> Rows:
    by.require("report.financial")
    balances = open_balances()
    title = "Open A/R, oldest first"
    if age is not None:
        label, first, last = (*AGES, OLDEST)[min(age, len(AGES))]
        title = f"Open A/R, {label}"
        balances = balances.filter(service_on__lte=on - timedelta(days=first)) if first else balances
        balances = balances.filter(service_on__gte=on - timedelta(days=last)) if last else balances
    columns = ("Service", "Patient", "Procedure", "Owed by", "Open")
    return Rows(title, columns, balances, ("service_on", "pk"), _balance_cells)


def _balance_cells(balances: list[Balance]) -> list[tuple[Cell, ...]]:
    lines = ChargeLine.objects.select_related("patient").in_bulk([row.line_id for row in balances])
    payers = Payer.objects.in_bulk([int(row.party[6:]) for row in balances if row.party.startswith("payer:")])
    return [_balance_row(row, lines[row.line_id], payers) for row in balances]


def _balance_row(row: Balance, line: ChargeLine, payers: dict[int, Payer]) -> tuple[Cell, ...]:
    owes = payers[int(row.party[6:])].name if row.party.startswith("payer:") else "Patient"
    who = Cell(line.patient.sort_name, f"/patients/{line.patient_id}/")
    return Cell(day=row.service_on), who, Cell(line.procedure), Cell(owes), Cell(cents=row.amount)


def _rejected(on: date, by: Actor, _age: int) -> Rows:
    claims = claims_rejected_at_first(first=month_of(on), by=by)
    return claim_rows("Claims rejected at their first sending this month", claims)


def claim_rows(title: str, claims: QuerySet[Claim]) -> Rows:
    """Claims, the newest first."""
    columns = ("Claim", "Patient", "Payer", "Service", "Charge")
    return Rows(title, columns, claims.select_related("patient", "payer"), ("-pk",), _claim_cells)


def _claim_cells(claims: list[Any]) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(claim.control_number, f"/claims/{claim.pk}/"),
            Cell(claim.patient.sort_name),
            Cell(claim.payer.name),
            Cell(day=claim.service_from),
            Cell(cents=claim.charge),
        )
        for claim in claims
    ]


def _denied(on: date, by: Actor, _age: int) -> Rows:
    answers = answers_denied(first=month_of(on), by=by).select_related("claim__patient", "claim__payer")
    columns = ("Claim", "Patient", "Payer", "Charge", "Paid")
    return Rows("Claims with a denied line this month", columns, answers, ("-pk",), _denied_cells)


def _denied_cells(answers: list[Any]) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(answer.patient_control_number, f"/claims/{answer.claim_id}/"),
            Cell(answer.claim.patient.sort_name),
            Cell(answer.claim.payer.name),
            Cell(cents=answer.charge),
            Cell(cents=answer.paid),
        )
        for answer in answers
    ]


def _from_payers(on: date, by: Actor, _age: int) -> Rows:
    by.require("report.financial")
    remittances = Remittance.objects.filter(**within("received_at", month_of(on), on))
    columns = ("Received", "Payer", "Trace number", "Claims", "Paid")
    return Rows("Payers' payments this month", columns, remittances, ("-received_at", "-pk"), _remittance_cells)


def _remittance_cells(remittances: list[Remittance]) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(day=row.received_at.date()),
            Cell(row.payer_name),
            Cell(row.trace_number, f"/remittances/{row.pk}/"),
            Cell(str(row.claim_count)),
            Cell(cents=row.amount),
        )
        for row in remittances
    ]


def _from_patients(on: date, by: Actor, _age: int) -> Rows:
    by.require("report.financial")
    receipts = Receipt.objects.filter(**within("received_at", month_of(on), on)).select_related("patient")
    columns = ("Received", "Receipt", "Patient", "How", "Amount")
    return Rows("Patients' payments this month", columns, receipts, ("-received_at", "-pk"), _receipt_cells)


def _receipt_cells(receipts: list[Receipt]) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(day=row.received_at.date()),
            Cell(row.number),
            Cell(row.patient.sort_name, f"/patients/{row.patient_id}/"),
            Cell(row.get_method_display()),
            Cell(cents=row.amount),
        )
        for row in receipts
    ]


def _entries(title: str, entries: QuerySet[JournalEntry], by: Actor) -> Rows:
    by.require("report.financial")
    columns = ("Posted", "What", "Whose", "Amount")
    return Rows(
        title, columns, entries.select_related("transaction", "line__patient"), ("-posted_on", "-pk"), _entry_cells
    )


def _entry_cells(entries: list[JournalEntry]) -> list[tuple[Cell, ...]]:
    patients = Patient.objects.in_bulk([int(e.party[8:]) for e in entries if e.party.startswith("patient:")])
    payers = Payer.objects.in_bulk([int(e.party[6:]) for e in entries if e.party.startswith("payer:")])
    names = {f"patient:{pk}": row.sort_name for pk, row in patients.items()}
    names |= {f"payer:{pk}": row.name for pk, row in payers.items()}
    return [
        (
            Cell(day=entry.transaction.posted_on),
            Cell(entry.transaction.kind.replace("_", " ").capitalize()),
            Cell(names.get(entry.party, entry.party)),
            Cell(cents=entry.credit or entry.debit),
        )
        for entry in entries
    ]


def _takebacks(on: date, by: Actor, _age: int) -> Rows:
    return _entries("Taken back by payers this month", taken_back(month_of(on), on), by)


def _refunds(on: date, by: Actor, _age: int) -> Rows:
    return _entries("Refunds this month", refunds_paid(month_of(on), on), by)


_FIGURES: dict[str, Callable[[date, Actor, int], Rows]] = {
    "days-in-ar": lambda on, by, _age: _open_lines(on, by, None),
    "aging": _open_lines,
    "first-pass": _rejected,
    "denial-rate": _denied,
    "from-payers": _from_payers,
    "from-patients": _from_patients,
    "refunds": _refunds,
    "takebacks": _takebacks,
}
