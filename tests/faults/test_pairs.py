def test_two_workers_at_once_post_a_file_once(filled_database):
    """Invariant E4: each has a task of its own for it."""
    told = filled_database("pairs", 3)
    assert (told["trials"], told["wrong"]) == (3, [])
    assert told["at_work"] > 0
