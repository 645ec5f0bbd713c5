"""What the other tests start from."""

from tests.builders.practices import the_clinician, the_payer

from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.identifiers import is_npi


def test_a_practice_can_bill(by):
    assert is_npi(by.practice.npi)
    assert is_npi(the_clinician().npi)
    assert Payer.objects.count() == 5
    assert the_payer("medicare").contracts.get().rates.exists()
