"""The garbage collector of a process that lives long."""

import gc

MADE_BEFORE_A_ROUND = 10_000  # objects; a page makes some thousands, and drops nearly all of them by itself


def loaded_is_kept() -> None:
    """Leave alone what is loaded by now: a full round over it took 80 ms, and was due every few dozen pages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_A_ROUND, *gc.get_threshold()[1:])
