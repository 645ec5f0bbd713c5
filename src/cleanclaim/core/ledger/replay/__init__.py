"""Play worked cases through the ledger and say where it differs.

A file is written like journal_examples.yaml: cases of steps, each an event with the journal, balances and work it must
cause.  ``replay_file(text)`` returns one ``Result`` a case; an empty ``differences`` is a case that holds.
"""

from cleanclaim.core.ledger.replay.cases import Case, Expected, Step, read_cases
from cleanclaim.core.ledger.replay.player import Result, play, replay_file

__all__ = ["Case", "Expected", "Result", "Step", "play", "read_cases", "replay_file"]
