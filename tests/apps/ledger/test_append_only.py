"""The journal only grows: both databases refuse to change or remove what was posted."""

import pytest
from django.db import DatabaseError, transaction
from tests.builders.payments import a_self_pay_visit

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.errors import AlreadyPosted
from cleanclaim.apps.ledger.models import Balance, JournalEntry, JournalTransaction
from cleanclaim.apps.ledger.services import NewLine, charge_line_void, charge_lines_post


@pytest.mark.parametrize("model", [JournalTransaction, JournalEntry])
def test_what_is_posted_cannot_be_changed(by, model):
    a_self_pay_visit()
    field = "reason" if model is JournalTransaction else "account"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{field: "something else"})


@pytest.mark.parametrize("model", [JournalEntry, JournalTransaction])
def test_what_is_posted_cannot_be_removed(by, model):
    a_self_pay_visit()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_the_same_source_posts_once(by):
    line = a_self_pay_visit()[0]
    again = NewLine(
        line.patient, line.clinician, line.location, line.encounter_id, line.visit, line.service_on, "99213", 100_00
    )
    key = JournalTransaction.objects.earliest("pk").source_key
    with pytest.raises(AlreadyPosted), transaction.atomic():
        charge_lines_post(lines=[again], source_key=key, by=by)
    assert ledger_faults() == []


def test_a_voided_charge_leaves_both_postings_and_no_balance(by):
    line, _ = a_self_pay_visit()
    charge_line_void(line=line, reason="Wrong patient", by=by)
    assert JournalTransaction.objects.filter(entries__line=line).distinct().count() == 2
    assert not Balance.objects.filter(line_id=line.pk).exclude(amount=0).exists()
    assert ledger_faults() == []


def test_the_audit_sees_a_balance_that_was_tampered_with(by):
    line, _ = a_self_pay_visit()
    Balance.objects.filter(line_id=line.pk, party=line.patient.party).update(amount=1)
    assert any(f"line {line.pk}" in fault for fault in ledger_faults())
