"""What the application asks of the world outside; one folder in `adapters/` answers for each partner."""

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct


class ReceivedFile(Struct, frozen=True):
    """A file as it came over the wire."""

    name: str
    content: bytes


class PartnerUnavailable(Exception):
    """The partner did not answer; the same bytes may be sent again."""


class Clearinghouse(Protocol):
    """A trading partner that takes our files and has answers for us."""

    def deliver(self, name: str, content: bytes) -> None:
        """Hand over one interchange whole or raise PartnerUnavailable."""

    def collect(self) -> Iterator[ReceivedFile]:
        """Files waiting for us, oldest first; each is offered until `confirm` is called for it."""

    def confirm(self, name: str) -> None:
        """The file is safely ours: the partner need not offer it again."""

    def ask(self, content: bytes) -> bytes:
        """A question answered at once (270 by 271, 276 by 277), or PartnerUnavailable."""
