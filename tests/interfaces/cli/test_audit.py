import pytest
from tests.builders.patients import a_patient
from tests.builders.practices import the_location

from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.services import receipt_take


@pytest.fixture
def receipt(by):
    """Twenty dollars taken at the desk."""
    return receipt_take(
        patient=a_patient(), amount=2_000, method="cash", purpose="copay", reference="", location=the_location(), by=by
    )


def test_books_that_hold_are_proven(run, receipt, practice):
    told = run("audit", "ledger")
    assert told.exit_code == 0
    assert (
        f"{practice.name}: the books hold. 1 transactions, 2 entries, $20.00 debits and $20.00 credits" in told.stdout
    )


def test_a_balance_that_differs_is_told(run, receipt):
    Balance.objects.filter(account="cash").update(amount=1)
    Balance.objects.exclude(amount=0).update(amount=7)
    told = run("audit", "ledger")
    assert told.exit_code == 1
    assert "$0.07 kept" in told.stdout
