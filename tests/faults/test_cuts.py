import pytest
from tests.faults.conftest import TIMES

pytestmark = pytest.mark.server


def test_a_connection_cut_at_any_instant_leaves_what_it_would_have_left_undisturbed(filled_database):
    """Invariant E3: the worker lives on, and the task that was cut off is queued again."""
    told = filled_database("cuts", TIMES // 4)
    assert (told["at_work"], told["wrong"]) == (TIMES // 4, [])


@pytest.mark.parametrize("moment", ["cut at start", "cut at claim", "cut at end", "cut of timer"])
def test_a_connection_cut_outside_a_transaction_ends_neither_worker_nor_timer(filled_database, moment):
    told = filled_database(moment)
    assert (told["trials"], told["wrong"]) == (1, [])
