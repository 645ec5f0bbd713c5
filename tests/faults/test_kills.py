from tests.faults.conftest import TIMES


def test_a_worker_killed_at_any_instant_leaves_what_it_would_have_left_undisturbed(filled_database):
    """Invariant E3, over every row but keys and moments."""
    told = filled_database("kills", TIMES)
    assert (told["trials"], told["wrong"]) == (TIMES, [])
    assert told["at_work"] > TIMES / 2
