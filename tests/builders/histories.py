"""How long the random histories of the books are: HISTORY_STEPS, else what a run of the tests can spare."""

import os

from hypothesis import HealthCheck, settings

STEPS_A_HISTORY = 25
HISTORIES_A_RUN = 400


def of_steps(usual: int, *, in_ci: int) -> settings:
    """Settings for about so many steps in all, in histories of 25."""
    default = in_ci if os.environ.get("CI") else usual
    steps = int(os.environ.get("HISTORY_STEPS") or default)
    return settings(
        max_examples=max(steps // STEPS_A_HISTORY, 1), stateful_step_count=STEPS_A_HISTORY, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def in_runs(whole: settings) -> list[settings]:
    """As many histories in runs of 400: hypothesis remembers every history of a run, and a million steps of them do not
    fit.  More than one run are each of other histories, also where a single one is always the same."""
    runs = -(-whole.max_examples // HISTORIES_A_RUN)
    if runs == 1:
        return [whole]
    return [settings(whole, max_examples=HISTORIES_A_RUN, derandomize=False, database=None)] * runs
