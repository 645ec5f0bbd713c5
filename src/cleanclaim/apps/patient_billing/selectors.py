"""Reads of patient billing: always from the ledger, never from what a statement said before."""

from collections import defaultdict

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from cleanclaim.apps.ledger.models import Balance, ChargeLine, HeldMoney, LineAnswer
from cleanclaim.apps.ledger.selectors import money_of
from cleanclaim.apps.patient_billing.models import Statement
from cleanclaim.apps.patient_billing.statement import PatientStatement, statement_line
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import Answer

MAY_SEE = ("statement.send", "payment.receive_pos")
RECENT = ("-issued_on", "-pk")
SETTLED = ("paid", "written_off")
_answers = msgspec.json.Decoder(Answer)


def statement_of(*, patient: Patient, by: Actor) -> PatientStatement:
    """What the patient owes today, line by line and why; lines a payer may still pay are left out."""
    require_seeing(by)
    owing = _lines_owing(patient.pk)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for row in _posted_answers(owing):
        answers[row.line_id].append(_answers.decode(bytes(row.content)))
    money = money_of(_lines_shown(owing), by=by)
    shown = tuple(statement_line(each, answers[each.line.pk]) for each in money)
    return PatientStatement(shown, sum(_credit_waiting(patient.party)))


def statements_issued(*, by: Actor, view: str = "") -> QuerySet[Statement]:
    """Statements sent, newest first, without their PDF."""
    require_seeing(by)
    found = Statement.objects.select_related("patient").defer("pdf", "paper", "content").order_by(*RECENT)
    return found.exclude(state__in=SETTLED) if view == "open" else found


def statements_visible(*, by: Actor) -> QuerySet[Statement]:
    """Every statement, whole."""
    require_seeing(by)
    return Statement.objects.select_related("patient")


def owing() -> QuerySet[Balance]:
    """What patients owe on lines that no payer owes anything on."""
    pending = Balance.objects.filter(account=chart.INSURANCE, amount__gt=0, line_id=OuterRef("line_id"))
    owed = Balance.objects.exclude(amount=0).filter(account=chart.PATIENT, amount__gt=0, line_id__gt=0)
    return owed.exclude(Exists(pending))


@asked_often
def _lines_owing(patient_id: int) -> QuerySet[Balance]:
    return owing().filter(patient_id=patient_id).order_by("line_id").values_list("line_id", flat=True)


@asked_often
def _lines_shown(lines: list[int]) -> QuerySet[ChargeLine]:
    return ChargeLine.objects.filter(pk__in=lines).select_related("clinician").order_by("service_on", "pk")


@asked_often
def _posted_answers(lines: list[int]) -> QuerySet[LineAnswer]:
    return LineAnswer.objects.filter(line__id__in=lines, standing="posted").order_by("line_id", "position")


def credits_waiting() -> QuerySet[HeldMoney]:
    """(party, cents that wait for the patient); money kept for one visit is not offered for others."""
    return HeldMoney.objects.filter(account=chart.CREDITS, reference="").values_list("party", "amount")


@asked_often
def _credit_waiting(party: str) -> QuerySet[HeldMoney]:
    return credits_waiting().filter(party=party).values_list("amount", flat=True)


def require_seeing(by: Actor) -> None:
    """Raises NotPermitted for who sends no statements and takes no payments."""
    if not by.sees_all(*MAY_SEE):
        raise NotPermitted(f"{by.name} may not see statements. Ask the practice manager for the role.")
