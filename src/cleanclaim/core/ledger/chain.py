"""The chain of a journal: a changed, added or missing entry shows from the place where it happened on (A4).

Each transaction has a digest of its canonical content; each link is the hash of the link before it and that digest:
h_n = SHA-256(h_{n-1} + digest_n), as hexadecimal text, which a database can reckon as well.
"""

from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec
from msgspec import Struct

START = "0" * 64
"""What stands before the first link."""


class Side(Struct, frozen=True, array_like=True):
    """An entry in the canonical content; `line` is 0 where there is none."""

    account: str
    party: str
    line: int
    debit: int
    credit: int


class Content(Struct, frozen=True, array_like=True):
    """Everything that a transaction says, in the order in which it is digested; `at` in UTC."""

    source_key: str
    kind: str
    posted_on: date
    occurred_on: date
    patient: int
    reference: str
    reverses: str
    reason: str
    user: int
    user_name: str
    at: datetime
    sides: tuple[Side, ...]


def digest(content: Content) -> str:
    """SHA-256 of the content as JSON; sides in any order, the moment in any time zone give the same."""
    sides = tuple(sorted(content.sides, key=lambda s: (s.account, s.party, s.line, s.debit, s.credit)))
    canonical = msgspec.structs.replace(content, at=content.at.astimezone(UTC), sides=sides)
    return sha256(msgspec.json.encode(canonical)).hexdigest()


def linked(before: str, digest: str) -> str:
    """The link after `before`."""
    return sha256((before + digest).encode("ascii")).hexdigest()
