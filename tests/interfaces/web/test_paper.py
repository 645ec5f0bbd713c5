"""A paper EOB is typed, proven and posted as if the payer had sent an 835."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders.bank import Came, a_csv_file
from tests.builders.payments import a_billed_claim
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.remittances.models import Remittance, ScannedPage
from cleanclaim.apps.remittances.services import bank_file_import
from cleanclaim.core.ledger import chart

PNG = b"\x89PNG\r\n\x1a\n"


def net(account):
    return sum(Balance.objects.filter(account=account).values_list("amount", flat=True))


@pytest.fixture
def poster(practice, browsing_as):
    return browsing_as(an_actor(practice, "payment_poster"))


@pytest.fixture
def claim(by):
    yield a_billed_claim()
    assert ledger_faults() == []


def typed(claim, **more):
    """$240.00 and $45.00: paid 143.00 and 31.50, copay 25.00, the rest the contract's."""
    visit, panel = (line.pk for line in claim.lines.order_by("pk"))
    said = {"check_number": "40417", "paid_on": "2026-03-18", "amount": "174.50", f"paid-{visit}": "143.00"}
    said |= {f"code-{visit}-0": "CO-45", f"amount-{visit}-0": "72", f"code-{visit}-1": "pr3", f"amount-{visit}-1": "25"}
    said |= {f"paid-{panel}": "31.50", f"code-{panel}-0": "CO45", f"amount-{panel}-0": "13.50"}
    return {**said, **more}


def test_a_typed_eob_posts_and_its_check_comes_by_the_lockbox(poster, claim, by):
    assert poster.post(f"/remittances/paper/?claim={claim.pk}", typed(claim)).status_code == 302
    owed = account_money(patient=claim.patient, by=by)
    assert (owed.with_payers, owed.with_patient, net(chart.LOCKBOX)) == (0, 25_00, 174_50)
    claim.refresh_from_db()
    assert (claim.state, Remittance.objects.get().state) == ("closed", "posted")


@pytest.mark.parametrize("first", ["check", "eob"])
def test_the_check_in_the_bank_settles_it_whichever_comes_first(poster, claim, by, first):
    check = a_csv_file(Came(174_50, "40417", "", claim.payer.name))
    if first == "check":
        bank_file_import(name="b.csv", content=check, by=by)
    poster.post(f"/remittances/paper/?claim={claim.pk}", typed(claim))
    if first == "eob":
        bank_file_import(name="b.csv", content=check, by=by)
    assert (net(chart.LOCKBOX), net(chart.ERA), Remittance.objects.get().state) == (0, 0, "reconciled")


@pytest.mark.parametrize("change", [{"amount": "174.49"}, {"visit": "142.99"}], ids=["the check", "a line"])
def test_what_does_not_add_up_is_not_posted(poster, claim, change):
    if "visit" in change:
        change = {f"paid-{claim.lines.order_by('pk')[0].pk}": change["visit"], "amount": "174.49"}
    refused = poster.post(f"/remittances/paper/?claim={claim.pk}", typed(claim, **change))
    assert (refused.status_code, Remittance.objects.count()) == (422, 0)


def test_the_same_is_not_posted_twice(poster, claim):
    answers = [poster.post(f"/remittances/paper/?claim={claim.pk}", typed(claim)).status_code for _ in range(2)]
    assert (answers, Remittance.objects.count()) == ([302, 422], 1)


def test_the_claim_is_found_by_its_number_and_by_the_patient(poster, claim):
    for text in (claim.control_number, claim.patient.last_name[:4]):
        assert f"claim={claim.pk}" in poster.get("/remittances/paper/", {"q": text}).content.decode()


def test_the_scanned_page_stands_beside_and_stays_with_the_payment(poster, claim):
    sent = {"page": SimpleUploadedFile("eob.png", PNG), "kept": f"claim={claim.pk}"}
    there = poster.post("/remittances/paper/scan/", sent).url
    page = ScannedPage.objects.get()
    assert f"/remittances/pages/{page.pk}/" in poster.get(there).content.decode()
    shown = poster.get(f"/remittances/pages/{page.pk}/")
    assert (shown.content, shown["Content-Type"], shown["X-Frame-Options"]) == (PNG, "image/png", "SAMEORIGIN")
    poster.post(there, typed(claim))
    page.refresh_from_db()
    assert page.remittance == Remittance.objects.get()


def test_a_page_that_is_no_picture_is_refused(poster, claim):
    sent = {"page": SimpleUploadedFile("eob.html", b"<script>"), "kept": ""}
    poster.post("/remittances/paper/scan/", sent)
    assert not ScannedPage.objects.exists()
