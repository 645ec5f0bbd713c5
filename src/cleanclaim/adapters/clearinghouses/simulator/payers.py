"""The payers' side: take what lies in /inbound, answer into /outbound, pay what is due."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cleanclaim.adapters.clearinghouses.folder.transport import INBOUND, waiting
from cleanclaim.adapters.clearinghouses.simulator.store import SEED, Store
from cleanclaim.core.ports import ReceivedFile
from cleanclaim.core.simulator import State, answer, pay, receive
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error


def work(
    folder: Path, *, on: datetime, pay_after: timedelta | None = None, seed: int = SEED
) -> tuple[ReceivedFile, ...]:
    """One round at the moment `on`; gives the files that were put into /outbound.

    With `pay_after` a claim taken now is paid that long after instead of weeks later.  `seed` counts for a new folder
    only.  Rounds of several processes in one folder take turns; one that was cut off is finished or undone by the next.
    """
    store = _store(Path(folder), seed)
    with store.locked() as state:
        taken = [ReceivedFile(path.name, path.read_bytes()) for path in waiting(store.folder / INBOUND)]
        files = [answered for file in taken for answered in _answers(state, file.content, on, pay_after)]
        files += pay(state, on=on.date(), at=on)[1]
        if taken or files:
            store.commit(taken, files)
    return tuple(files)


@lru_cache(maxsize=64)
def _store(folder: Path, seed: int) -> Store:
    """Kept open: a store reads its folder again only when another process has written there."""
    return Store(folder, seed=seed)


def _answers(state: State, content: bytes, on: datetime, pay_after: timedelta | None) -> tuple[ReceivedFile, ...]:
    """A batch of questions gets its 271, everything else what `receive` says to it."""
    try:
        asks = any(transaction.kind == "270" for transaction in read_transactions(content))
        if asks:
            response = answer(state, content, on=on)
            number = next(read_transactions(response)).interchange.control_number
            return (ReceivedFile(f"271-{number}.x12", response),)
    except X12Error:
        pass  # `receive` says what is wrong with it
    return receive(state, content, on=on, pay_after=pay_after)[1]
