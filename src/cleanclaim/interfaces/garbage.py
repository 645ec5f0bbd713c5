"""The garbage collector of a process that lives long."""

import gc

A_PAGES, A_FILES = 10_000, 100_000  # objects made before a round: most of them are dropped without one


def loaded_is_kept(made_before_a_round: int = A_PAGES) -> None:
    """Leave alone what is loaded by now: a full round over it took 80 ms, and was due every few dozen pages.

    Posting a file made so many rounds that they took a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(made_before_a_round, *gc.get_threshold()[1:])
