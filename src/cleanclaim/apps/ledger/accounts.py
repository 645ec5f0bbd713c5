"""The core's account state from rows, and back: loading what is concerned, saving what a posting changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.ledger.chain import digest_of
from cleanclaim.apps.ledger.errors import AlreadyPosted
from cleanclaim.apps.ledger.models import (
    Balance,
    ChargeLine,
    HeldMoney,
    JournalEntry,
    JournalTransaction,
    LineAnswer,
)
from cleanclaim.apps.practices.acting import Actor, current_actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.prepared import rows_insert
from cleanclaim.core.ledger.chain import Side
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.state import AccountState, Answer, LineState
from cleanclaim.core.ledger.transaction import Entry, Transaction

_answers = msgspec.json.Decoder(Answer)
ADD_TO_BALANCE = """
INSERT INTO {table} (practice_id, account, party, line_id, patient_id, service_on, amount) VALUES {rows}
ON CONFLICT (practice_id, account, party, line_id) DO UPDATE SET amount = {table}.amount + excluded.amount
"""
CLOSED_UP_TO = "SELECT MAX(last) FROM ledger_period WHERE practice_id = %s"


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
    rows = {row.pk: row for row in _charge_lines(lines)}
    balances: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for line, account, party, amount in _balances(list(rows)):
        balances[line][(account, party)] = amount
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in _line_answers(list(rows)):
        answers[answer.line_id].append(_answer(answer))
    return {str(pk): line_state(row, balances[pk], answers[pk]) for pk, row in rows.items()}


@asked_often
def _held(parties: list[str]) -> QuerySet[HeldMoney]:
    held = HeldMoney.objects.select_for_update().filter(party__in=parties).order_by("pk")
    return held.values_list("account", "party", "reference", "amount")


@asked_often
def _charge_lines(lines: list[int]) -> QuerySet[ChargeLine]:
    return ChargeLine.objects.select_for_update().filter(pk__in=lines).order_by("pk")


@asked_often
def _balances(lines: list[int]) -> QuerySet[Balance]:
    open_ = Balance.objects.filter(line_id__in=lines).exclude(amount=0)
    return open_.values_list("line_id", "account", "party", "amount")


@asked_often
def _line_answers(lines: list[int]) -> QuerySet[LineAnswer]:
    return LineAnswer.objects.filter(line__id__in=lines)


def line_state(
    row: ChargeLine, balances: dict[tuple[str, str], int] | None = None, answers: Sequence[Answer] = ()
) -> LineState:
    """A charge line as the core sees it."""
    return LineState(
        line=str(row.pk),
        charge=row.charge,
        patient=f"patient:{row.patient_id}",
        payers=tuple(row.payers),
        balances=balances or {},
        answers=tuple(answers),
        encounter=row.visit,
        service_on=row.service_on,
    )


@transaction.atomic
def posting_save(
    postings: Sequence[Posting], before: AccountState, *, by: Actor, occurred_on: date, patient_id: int | None = None
) -> list[JournalTransaction]:
    """Write the transactions of postings that followed each other from `before`, and the state they left.

    They stand in the books today, or after a close on the next open day; `occurred_on` is kept beside it.
    Raises AlreadyPosted when one of the sources is in the journal.
    """
    transactions = [each for posting in postings for each in posting.transactions]
    saved = _transactions_save(transactions, by, occurred_on, patient_id)
    after: dict[str, LineState] = {}
    for posting in postings:
        after |= posting.state.lines
    _entries_save(transactions, saved, {**before.lines, **after}, by)
    _answers_save(before, after, by)
    _held_save(before.held, postings[-1].state.held if postings else before.held, by)
    return saved


def _transactions_save(
    transactions: Sequence[Transaction], by: Actor, occurred_on: date, patient_id: int | None
) -> list[JournalTransaction]:
    reversed_keys = [each.reverses for each in transactions if each.reverses]
    reversed_rows = JournalTransaction.objects.filter(source_key__in=reversed_keys) if reversed_keys else ()
    originals = {row.source_key: row for row in reversed_rows}
    posted_on = open_day()
    rows = [
        JournalTransaction(
            practice=by.practice,
            source_key=each.source_key,
            kind=each.kind,
            posted_on=posted_on,
            occurred_on=occurred_on,
            patient_id=patient_id,
            reference=each.reference,
            reason=each.memo,
            reverses=originals.get(each.reverses),
            user=by.user,
            user_name=by.name,
            recorded_at=clock.now(),
        )
        for each in transactions
    ]
    for row, each in zip(rows, transactions, strict=True):
        row.digest = digest_of(row, map(_side, each.entries))
    try:
        with transaction.atomic():
            return JournalTransaction.objects.bulk_create(rows)
    except IntegrityError as again:
        keys = ", ".join(each.source_key for each in transactions[:3])
        raise AlreadyPosted(f"Posted before ({keys}): nothing is posted twice.") from again


def _entries_save(
    transactions: Sequence[Transaction], saved: Sequence[JournalTransaction], lines: dict[str, LineState], by: Actor
) -> None:
    pairs = [(row, entry) for row, each in zip(saved, transactions, strict=True) for entry in each.entries]
    rows_insert(
        [
            JournalEntry(
                practice=by.practice,
                transaction=row,
                posted_on=row.posted_on,
                account=entry.account,
                party=entry.party or "",
                line_id=_number(entry.line) or None,
                debit=entry.debit,
                credit=entry.credit,
            )
            for row, entry in pairs
        ]
    )
    deltas: dict[tuple[str, str, int], int] = defaultdict(int)
    for _, entry in pairs:
        deltas[(entry.account, entry.party or "", int(entry.line or 0))] += entry.net
    _balances_add({key: amount for key, amount in deltas.items() if amount}, lines, by)


def open_day() -> date:
    """Today, or where today is closed the first day after the closed ones: where the books take a posting."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSED_UP_TO, [current_actor().practice.pk])
        [closed] = cursor.fetchone()
    return max(clock.today(), date.fromisoformat(str(closed)) + timedelta(days=1)) if closed else clock.today()


def _side(entry: Entry) -> Side:
    return Side(entry.account, entry.party or "", _number(entry.line), entry.debit, entry.credit)


def _number(line: str | None) -> int:
    """A line of the core as the key of its row; 0 for none."""
    return int(line) if line else 0


def _balances_add(deltas: dict[tuple[str, str, int], int], lines: dict[str, LineState], by: Actor) -> None:
    """Add to the running balances in one statement; sorted, so that two writers take rows in the same order."""
    if not deltas:
        return
    values: list[object] = []
    for (account, party, line), amount in sorted(deltas.items()):
        state = lines.get(str(line))
        patient_id, service_on = (_patient_of(state.patient), state.service_on) if state else (_patient_of(party), None)
        values += [by.practice.pk, account, party, line, patient_id, service_on, amount]
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(deltas))
    statement = ADD_TO_BALANCE.format(table=Balance._meta.db_table, rows=rows)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _patient_of(party: str) -> int:
    kind, _, number = party.partition(":")
    return int(number) if kind == "patient" else 0


def _answers_save(before: AccountState, after: dict[str, LineState], by: Actor) -> None:
    new, changed = [], []
    for line, state in after.items():
        known = before.lines[line].answers if line in before.lines else ()
        for position, answer in enumerate(state.answers):
            if position >= len(known):
                new.append(_answer_row(line, position, answer, by))
            elif answer != known[position]:
                changed.append((line, position, answer))
    LineAnswer.objects.bulk_create(new)
    for line, position, answer in changed:
        LineAnswer.objects.filter(line_id=int(line), position=position).update(
            standing=answer.standing, content=msgspec.json.encode(answer)
        )


def _answer_row(line: str, position: int, answer: Answer, by: Actor) -> LineAnswer:
    return LineAnswer(
        practice=by.practice,
        line_id=int(line),
        position=position,
        payer=answer.payer,
        source_key=answer.source_key,
        standing=answer.standing,
        content=msgspec.json.encode(answer),
    )


def _answer(row: LineAnswer) -> Answer:
    return _answers.decode(bytes(row.content))


def _held_save(before: dict, after: dict, by: Actor) -> None:
    changed = {key: after.get(key, 0) for key in {*before, *after} if before.get(key) != after.get(key)}
    for account, party, reference in (key for key, amount in changed.items() if not amount):
        HeldMoney.objects.filter(account=account, party=party, reference=reference).delete()
    HeldMoney.objects.bulk_create(
        [
            HeldMoney(practice=by.practice, account=account, party=party, reference=reference, amount=amount)
            for (account, party, reference), amount in changed.items()
            if amount
        ],
        update_conflicts=True,
        unique_fields=["practice", "account", "party", "reference"],
        update_fields=["amount"],
    )
