"""The core's account state from the rows that it is concerned with."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from django.db.models import QuerySet

from cleanclaim.apps.ledger.models import Balance, ChargeLine, HeldMoney, LineAnswer
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.ledger.state import AccountState, Answer, LineState

_answers = msgspec.json.Decoder(Answer)


def account_state(lines: Iterable[int], *, parties: Iterable[str] = ()) -> AccountState:
    """The lines with their balances and answers, and the money held for their patients and for `parties`.

    The lines are locked until the transaction ends, so that two postings to one line come one after the other.
    """
    numbers = sorted(lines)
    states = _line_states(numbers) if numbers else {}
    concerned = {state.patient for state in states.values()} | set(parties)
    held = {(account, party, reference): amount for account, party, reference, amount in _held(sorted(concerned))}
    return AccountState(states, held)


def _line_states(lines: Sequence[int]) -> dict[str, LineState]:
    """Each line, locked, with its balances and answers."""
    rows = _charge_lines(lines)
    known = [pk for pk, *_ in rows]
    balances: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for line, account, party, amount in _balances(known):
        balances[line][(account, party)] = amount
    answers: dict[int, list[Answer]] = defaultdict(list)
    for line, content in _line_answers(known):
        answers[line].append(_answers.decode(bytes(content)))
    return {
        str(pk): LineState(
            str(pk), charge, f"patient:{patient}", tuple(payers), balances[pk], tuple(answers[pk]), visit, service_on
        )
        for pk, charge, patient, payers, visit, service_on in rows
    }


@asked_often
def _held(parties: list[str]) -> QuerySet[HeldMoney]:
    held = HeldMoney.objects.select_for_update().filter(party__in=parties).order_by("pk")
    return held.values_list("account", "party", "reference", "amount")


@asked_often
def _charge_lines(lines: list[int]) -> QuerySet[ChargeLine]:
    rows = ChargeLine.objects.select_for_update().filter(pk__in=lines).order_by("pk")
    return rows.values_list("pk", "charge", "patient_id", "payers", "visit", "service_on")


@asked_often
def _balances(lines: list[int]) -> QuerySet[Balance]:
    open_ = Balance.objects.filter(line_id__in=lines).exclude(amount=0)
    return open_.values_list("line_id", "account", "party", "amount")


@asked_often
def _line_answers(lines: list[int]) -> QuerySet[LineAnswer]:
    return LineAnswer.objects.filter(line__id__in=lines).values_list("line_id", "content").order_by("position")


def line_state(row: ChargeLine) -> LineState:
    """A new charge line as the core sees it."""
    return LineState(
        line=str(row.pk),
        charge=row.charge,
        patient=f"patient:{row.patient_id}",
        payers=tuple(row.payers),
        encounter=row.visit,
        service_on=row.service_on,
    )
