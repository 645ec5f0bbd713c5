"""The bank's file and the 835 are two halves of one payment, whichever comes first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders.bank import Came, a_bai2_file, a_csv_file, a_nacha_file
from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.remittances.errors import NoPayment, NotReadable
from cleanclaim.apps.remittances.models import Deposit, Remittance
from cleanclaim.apps.remittances.services import bank_file_import, deposit_match
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart

FILES = (a_nacha_file, a_bai2_file, a_csv_file)


def net(account):
    return sum(Balance.objects.filter(account=account).values_list("amount", flat=True))


@pytest.fixture
def payment(by):
    claim = a_billed_claim()
    return from_payer(claim.payer, paid_in_full(claim))


def came(payment, **given):
    return Came(**{"amount": payment.amount, "trace_number": payment.trace_number, **given})


@pytest.mark.parametrize("written", FILES)
def test_a_deposit_finds_its_payment(by, payment, written):
    received(payment)
    taken = bank_file_import(name="bank", content=written(came(payment)), by=by)
    assert (len(taken.deposits), taken.matched) == (1, 1)
    assert (Remittance.objects.get().state, net(chart.ERA), net(chart.BANK)) == ("reconciled", 0, 199_50)


def test_a_payment_finds_the_deposit_that_came_before_it(by, payment):
    bank_file_import(name="bank", content=a_nacha_file(came(payment)), by=by)
    assert WorkItem.objects.filter(kind="eft_without_posted_era", closed_at=None).count() == 1
    [row] = received(payment)
    row.refresh_from_db()
    assert (row.state, Deposit.objects.get().remittance) == ("reconciled", row)
    assert not WorkItem.objects.filter(kind="eft_without_posted_era", closed_at=None).exists()


def test_the_same_file_and_the_same_day_in_another_file_count_once(by, payment):
    received(payment)
    for content in (a_nacha_file(came(payment)), a_nacha_file(came(payment)), a_csv_file(came(payment))):
        taken = bank_file_import(name="bank", content=content, by=by)
    assert (taken.known, Deposit.objects.count(), net(chart.BANK)) == (1, 1, 199_50)


def test_another_amount_under_the_trace_number_is_work_and_settles_nothing(by, payment):
    received(payment)
    bank_file_import(name="bank", content=a_nacha_file(came(payment, amount=190_00)), by=by)
    assert (Remittance.objects.get().state, Deposit.objects.get().remittance) == ("posted", None)
    assert WorkItem.objects.get(kind="eft_mismatch", closed_at=None).amount == 9_50


def test_money_of_nobody_we_know_is_left_out(by):
    taken = bank_file_import(name="b.csv", content=b"Date,Description,Amount\n2026-03-20,CARDS SETTLED,12.00\n", by=by)
    assert (taken.left_out, Deposit.objects.count(), net(chart.BANK)) == (1, 0, 0)


def test_a_damaged_file_is_refused_whole_with_its_place(by, payment):
    with pytest.raises(NotReadable, match="line 3, amount"):
        bank_file_import(name="b", content=a_nacha_file(came(payment)).replace(b"0000019950", b"00000199X0", 1), by=by)
    assert not Deposit.objects.exists()


def test_another_trace_number_is_only_proposed_and_a_person_decides(by, payment, practice, browsing_as):
    [row] = received(payment)
    bank_file_import(name="bank", content=a_csv_file(came(payment, trace_number="OTHER1")), by=by)
    deposit = Deposit.objects.get()
    assert deposit.remittance is None
    client = browsing_as(an_actor(practice, "manager"))
    assert row.trace_number in client.get("/remittances/bank/").content.decode()
    client.post(f"/remittances/bank/{deposit.pk}/match/", {"payment": row.pk})
    row.refresh_from_db()
    assert row.state == "reconciled"
    with pytest.raises(NoPayment):
        deposit_match(deposit=deposit, remittance=row, by=by)


def test_the_manager_takes_in_a_file_on_the_desk(payment, practice, browsing_as, by):
    received(payment)
    client = browsing_as(an_actor(practice, "manager"))
    sent = {"file": SimpleUploadedFile("bank.bai", a_bai2_file(came(payment)))}
    assert client.post("/remittances/bank/", sent).status_code == 302
    assert Remittance.objects.get().state == "reconciled"
    broken = {"file": SimpleUploadedFile("bank.csv", b"a,b\n1,2\n")}
    refused = client.post("/remittances/bank/", broken)
    assert refused.status_code == 422
    assert "line 1, heading" in refused.content.decode()
