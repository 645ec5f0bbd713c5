"""Our side of the payer simulator: its two folders, and an answer at once to a 270."""

from datetime import UTC, datetime
from pathlib import Path

from cleanclaim.adapters.clearinghouses.folder.transport import FolderClearinghouse
from cleanclaim.adapters.clearinghouses.simulator.store import SEED, Store
from cleanclaim.core.ports import PartnerUnavailable
from cleanclaim.core.simulator import answer
from cleanclaim.core.x12 import read_interchanges
from cleanclaim.core.x12.errors import MalformedInterchange, X12Error


class SimulatorClearinghouse(FolderClearinghouse):
    """The simulator that works in `folder`."""

    def __init__(self, folder: Path, *, seed: int = SEED) -> None:
        super().__init__(folder)
        self.store = Store(folder, seed=seed)

    def ask(self, content: bytes) -> bytes:
        """The 271 for a 270, dated as the question; what the payers have paid so far counts."""
        try:
            return answer(self.store.for_questions(), content, on=_sent_at(content))
        except X12Error as error:
            raise PartnerUnavailable(f"The payer could not read the question: {error}") from error


def _sent_at(content: bytes) -> datetime:
    header = next(read_interchanges(content)).header
    try:
        return datetime.strptime(header.date + header.time[:4], "%y%m%d%H%M").replace(tzinfo=UTC)
    except ValueError:
        message = f"ISA09 and ISA10 {header.date} {header.time} are no date and time"
        raise MalformedInterchange(message, segment=1, element="ISA09") from None
