"""The beginning of a number is found the same on both engines."""

import pytest
from tests.builders.claims import a_claim
from tests.builders.practices import a_practice

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.prefix import begins

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbered():
    with acting_as(system_actor(a_practice())):
        for number in ("C0012", "C0013", "C00130", "c0013", "C013", "C00_3", "C0014"):
            a_claim(control_number=number)
        yield Claim.objects.order_by("pk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C0013", ["C0013", "C00130"]),
        ("C001", ["C0012", "C0013", "C00130", "C0014"]),
        ("C00_", ["C00_3"]),  # no pattern: an underscore is an underscore
        ("c", ["c0013"]),
        ("C0013\U0001f600", []),
    ],
)
def test_what_begins_with_a_text(numbered, text, found):
    assert list(numbered.filter(begins("control_number", text)).values_list("control_number", flat=True)) == found
