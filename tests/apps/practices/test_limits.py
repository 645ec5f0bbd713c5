"""Up to which amount a person decides alone, and whom to ask above it."""

import pytest
from tests.builders.practices import an_actor

from cleanclaim.apps.practices.errors import AboveLimit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "amount", "ask"),
    [("payment_poster", 5_01, "manager"), ("manager", 1_000_01, "owner"), ("owner", 10_000_01, "second owner")],
)
def test_above_the_limit_the_refusal_names_whom_to_ask(practice, role, amount, ask):
    with pytest.raises(AboveLimit, match=f"Ask the {ask}"):
        an_actor(practice, role).require_limit(amount)


def test_up_to_the_limit_one_decides_alone(practice, by):
    an_actor(practice, "manager").require_limit(1_000_00)
    by.require_limit(1_000_000_00)
