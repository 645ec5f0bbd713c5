"""Kill the worker at random instants while it takes in one file, and see whether the result is always the same."""

import time
from dataclasses import dataclass, field
from random import Random

from tests.faults.copies import Copies
from tests.faults.outcome import Outcome, differences, faults, outcome
from tests.faults.practices import offered
from tests.faults.workers import killed_within, queued, run, work

from cleanclaim.apps.ledger.models import JournalTransaction


@dataclass
class Told:
    """What the trials came to."""

    trials: int = 0
    at_work: int = 0  # how often the worker was struck while it worked
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0  # of the undisturbed run

    def judge(self, expected: Outcome) -> None:
        self.trials += 1
        self.wrong += [*differences(expected, outcome()), *faults()]


def undisturbed(copies: Copies, content: bytes) -> tuple[Outcome, float]:
    """What the file comes to, and in how many seconds."""
    fresh(copies, content)
    queued()
    work()  # once here: the workers are copies of this process and begin with what it has loaded
    fresh(copies, content)
    before = time.perf_counter()
    assert run() == 0
    seconds = time.perf_counter() - before
    assert not (wrong := faults()), wrong
    return outcome(), seconds


def fresh(copies: Copies, content: bytes) -> None:
    copies.use("copy")
    offered(content)


def kills(copies: Copies, content: bytes, times: int, seed: int = 1) -> Told:
    """Each time from the start: one kill, then a restart that is left in peace."""
    expected, seconds = undisturbed(copies, content)
    told, chance = Told(seconds=seconds), Random(seed)
    whole = {journal_size()}
    fresh(copies, content)
    whole.add(journal_size())
    for _ in range(times):
        fresh(copies, content)
        queued()
        told.at_work += killed_within(seconds, chance)
        if journal_size() not in whole:
            told.wrong.append(f"half posted: {journal_size()} transactions, not one of {whole}")
        assert run() == 0
        told.judge(expected)
    return told


def journal_size() -> int:
    return JournalTransaction.everywhere.count()
