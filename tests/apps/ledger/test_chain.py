"""The chain of the journal: whatever is altered behind the triggers is found, and the first altered row is named."""

import pytest
from django.db import connection
from tests.builders.payments import a_self_pay_visit
from tests.database import triggers_lifted

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.chain import chain_end, chain_faults
from cleanclaim.apps.ledger.models import JournalEntry, JournalLink, JournalTransaction
from cleanclaim.apps.ledger.services import receipt_take


@pytest.fixture
def journal(by):
    """Three postings of one practice, linked."""
    lines = a_self_pay_visit()
    for amount in (20_00, 30_00):
        receipt_take(patient=lines[0].patient, amount=amount, method="card", purpose="balance", by=by)
    assert list(chain_faults()) == []
    return list(JournalTransaction.objects.order_by("pk"))


def altered(statement: str, *values: object) -> list[str]:
    """The faults after a statement that goes behind the triggers."""
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return list(chain_faults())


def test_every_posting_is_linked_in_the_order_it_was_made(journal):
    links = list(JournalLink.objects.order_by("position"))
    assert [link.position for link in links] == [1, 2, 3]
    assert [link.transaction for link in links] == journal
    assert chain_end() == (3, links[-1].hash)


@pytest.mark.parametrize(
    "column", ["reason", "kind", "reference", "user_name", "posted_on", "occurred_on", "recorded_at", "source_key"]
)
def test_an_altered_transaction_is_named(journal, column):
    value = "2020-01-01 00:00:00" if column == "recorded_at" else "2020-01-01"
    [fault] = altered(f"UPDATE ledger_journaltransaction SET {column} = %s WHERE id = %s", value, journal[1].pk)
    assert f"(row {journal[1].pk}, place 2) was altered after it was posted" in fault


@pytest.mark.parametrize("change", ["debit = debit + 1 WHERE debit > 0", "account = 'patient_credits'", "party = 'x'"])
def test_an_altered_entry_names_its_transaction_and_the_first_of_several(journal, change):
    change, _, condition = change.partition(" WHERE ")
    of = f"transaction_id >= {journal[1].pk}" + (f" AND {condition}" if condition else "")
    [fault] = altered(f"UPDATE ledger_journalentry SET {change} WHERE {of}")
    assert f"(row {journal[1].pk}, place 2) was altered" in fault


def test_amounts_altered_so_that_everything_still_adds_up_are_found_by_the_audit(journal):
    last = JournalEntry.objects.filter(transaction=journal[2])
    assert last.count() > 1
    with triggers_lifted(connection):
        last.update(party="patient:999999")
    assert any("was altered after it was posted" in fault for fault in ledger_faults())


def test_a_removed_entry_names_its_transaction(journal):
    [fault] = altered("DELETE FROM ledger_journalentry WHERE transaction_id = %s", journal[0].pk)
    assert f"(row {journal[0].pk}, place 1) was altered" in fault


def test_a_removed_link_names_its_place(journal):
    [fault] = altered("DELETE FROM ledger_journallink WHERE position = 2")
    assert "place 2 of the chain is missing" in fault


def test_a_digest_made_again_for_altered_content_breaks_the_chain_there(journal):
    digest = journal[0].digest
    [fault] = altered("UPDATE ledger_journallink SET hash = %s WHERE position = 1", digest)
    assert f"(row {journal[0].pk}, place 1) does not follow" in fault


def test_a_link_removed_from_the_end_leaves_a_transaction_without_a_place(journal):
    [fault] = altered("DELETE FROM ledger_journallink WHERE position = 3")
    assert f"(row {journal[2].pk}) is in no place of the chain" in fault
