"""What postings changed, into the books: many transactions at once, each table in one statement."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec
from django.db import IntegrityError, connection, transaction

from cleanclaim import clock
from cleanclaim.apps.ledger.errors import AlreadyPosted
from cleanclaim.apps.ledger.models import Balance, HeldMoney, JournalEntry, JournalTransaction, LineAnswer
from cleanclaim.apps.practices.acting import Actor, current_actor
from cleanclaim.apps.practices.bulk import Row, keys_take, rows_write
from cleanclaim.core.ledger.chain import Content, Side, digest
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.state import AccountState, Held, LineState
from cleanclaim.core.ledger.transaction import Transaction

TRANSACTION = (
    "id", "practice_id", "source_key", "kind", "posted_on", "occurred_on", "patient_id", "reference", "reverses_id",
    "reason", "user_id", "user_name", "recorded_at", "digest",
)  # fmt: skip
ENTRY = ("practice_id", "transaction_id", "posted_on", "account", "party", "line_id", "debit", "credit")
BALANCE = ("practice_id", "account", "party", "line_id", "patient_id", "service_on", "amount")
ANSWER = ("practice_id", "line_id", "position", "payer", "source_key", "standing", "content")
HELD = ("practice_id", "account", "party", "reference", "amount")
ADDED = "(practice_id, account, party, line_id) DO UPDATE SET amount = ledger_balance.amount + excluded.amount"
REPLACED = "(practice_id, account, party, reference) DO UPDATE SET amount = excluded.amount"
CLOSED_UP_TO = "SELECT MAX(last) FROM ledger_period WHERE practice_id = %s"


@transaction.atomic
def posting_save(
    postings: Sequence[Posting], before: AccountState, *, by: Actor, occurred_on: date, patient_id: int | None = None
) -> list[int]:
    """Write the transactions of postings that followed each other from `before`, and the state they left.

    They stand in the books today, or after a close on the next open day; `occurred_on` is kept beside it.
    Returns the keys of the transactions.  Raises AlreadyPosted when one of the sources is in the journal.
    """
    transactions = [each for posting in postings for each in posting.transactions]
    posted_on, keys = open_day(), keys_take(JournalTransaction, len(transactions))
    _transactions_save(transactions, keys, by, (posted_on, occurred_on, patient_id))
    _entries_save(transactions, keys, posted_on, by)
    after: dict[str, LineState] = {}
    for posting in postings:
        after |= posting.state.lines
    _balances_add(transactions, {**before.lines, **after}, by)
    _answers_save(before, after, by)
    _held_save(before.held, postings[-1].state.held if postings else before.held, by)
    return keys


def open_day() -> date:
    """Today, or where today is closed the first day after the closed ones: where the books take a posting."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSED_UP_TO, [current_actor().practice.pk])
        [closed] = cursor.fetchone()
    return max(clock.today(), date.fromisoformat(str(closed)) + timedelta(days=1)) if closed else clock.today()


def _transactions_save(
    transactions: Sequence[Transaction], keys: Sequence[int], by: Actor, told: tuple[date, date, int | None]
) -> None:
    """`told` is what all of them share: the day in the books, the day it happened, the patient."""
    reversed_keys = [each.reverses for each in transactions if each.reverses]
    originals = JournalTransaction.objects.filter(source_key__in=reversed_keys) if reversed_keys else None
    known = dict(originals.values_list("source_key", "pk")) if originals is not None else {}
    posted_on, occurred_on, patient = told
    user, now, practice = by.user.pk if by.user else None, clock.now(), by.practice.pk
    rows: list[Row] = []
    for key, each in zip(keys, transactions, strict=True):
        undone, reverses = known.get(each.reverses), each.reverses if each.reverses in known else ""
        said = (each.source_key, each.kind, posted_on, occurred_on)
        content = Content(
            *said, patient or 0, each.reference, reverses, each.memo, user or 0, by.name, now, _sides(each)
        )
        row = (*said, patient, each.reference, undone, each.memo, user, by.name, now, digest(content))
        rows.append((key, practice, *row))
    try:
        with transaction.atomic():
            rows_write(JournalTransaction, TRANSACTION, rows)
    except IntegrityError as again:
        sources = ", ".join(each.source_key for each in transactions[:3])
        raise AlreadyPosted(f"Posted before ({sources}): nothing is posted twice.") from again


def _sides(each: Transaction) -> tuple[Side, ...]:
    return tuple([Side(e.account, e.party or "", int(e.line or 0), e.debit, e.credit) for e in each.entries])


def _entries_save(transactions: Sequence[Transaction], keys: Sequence[int], posted_on: date, by: Actor) -> None:
    practice = by.practice.pk
    rows = [
        (practice, key, posted_on, e.account, e.party or "", int(e.line) if e.line else None, e.debit, e.credit)
        for key, each in zip(keys, transactions, strict=True)
        for e in each.entries
    ]
    rows_write(JournalEntry, ENTRY, rows)


def _balances_add(transactions: Sequence[Transaction], lines: dict[str, LineState], by: Actor) -> None:
    """Add to the running balances; sorted, so that two writers take rows in the same order."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for each in transactions:
        for e in each.entries:
            sums[(e.account, e.party or "", e.line or "")] += e.debit - e.credit
    rows = [_balance(key, amount, lines, by) for key, amount in sorted(sums.items()) if amount]
    rows_write(Balance, BALANCE, rows, on_conflict=ADDED)


def _balance(key: tuple[str, str, str], amount: int, lines: dict[str, LineState], by: Actor) -> Row:
    account, party, line = key
    state = lines.get(line)
    patient, service_on = (_patient_of(state.patient), state.service_on) if state else (_patient_of(party), None)
    return by.practice.pk, account, party, int(line or 0), patient, service_on, amount


def _patient_of(party: str) -> int:
    kind, _, number = party.partition(":")
    return int(number) if kind == "patient" else 0


def _answers_save(before: AccountState, after: dict[str, LineState], by: Actor) -> None:
    rows_write(LineAnswer, ANSWER, list(_answers_new(before, after, by)))
    for line, state in after.items():
        known = before.lines[line].answers if line in before.lines else ()
        for position, (was, answer) in enumerate(zip(known, state.answers, strict=False)):
            if answer != was:
                LineAnswer.objects.filter(line_id=int(line), position=position).update(
                    standing=answer.standing, content=msgspec.json.encode(answer)
                )


def _answers_new(before: AccountState, after: dict[str, LineState], by: Actor) -> Iterator[Row]:
    practice = by.practice.pk
    for line, state in after.items():
        known = len(before.lines[line].answers) if line in before.lines else 0
        for position, answer in enumerate(state.answers[known:], start=known):
            content = msgspec.json.encode(answer)
            yield practice, int(line), position, answer.payer, answer.source_key, answer.standing, content


def _held_save(before: dict[Held, int], after: dict[Held, int], by: Actor) -> None:
    if before == after:
        return
    changed = {key: after.get(key, 0) for key in {*before, *after} if before.get(key) != after.get(key)}
    for account, party, reference in (key for key, amount in changed.items() if not amount):
        HeldMoney.objects.filter(account=account, party=party, reference=reference).delete()
    rows = [(by.practice.pk, *key, amount) for key, amount in sorted(changed.items()) if amount]
    rows_write(HeldMoney, HELD, rows, on_conflict=REPLACED)
