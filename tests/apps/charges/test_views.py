"""The charge review queue."""

import pytest
from tests.builders.encounters import a_signed_encounter, an_encounter
from tests.builders.practices import an_actor


@pytest.fixture
def coder(practice, by, browsing_as):
    return browsing_as(an_actor(practice, "coder"))


def test_signed_visits_wait_with_their_charges(coder):
    a_signed_encounter()
    page = coder.get("/charges/").content.decode()
    assert "$285.00" in page
    assert "Post" in page


def test_unsigned_visits_do_not(coder):
    an_encounter()
    assert "Nothing to charge" in coder.get("/charges/").content.decode()


def test_a_visit_without_a_fee_says_so_instead_of_a_button(coder):
    a_signed_encounter(services=[("99499", "", "1")])
    page = coder.get("/charges/").content.decode()
    assert "No fee for 99499" in page
    assert "$0.00" not in page
