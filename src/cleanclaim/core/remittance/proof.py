"""An 835 proven as it passes by, and its claims read once more: memory is bounded by a claim, however long the file.

`prove_835` says of each transaction what it comes to and keeps no claim; `claims_835` gives the claims of the same
transactions.  Whoever posts what has been proven reads the file twice.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.remittance.assembly import RemittanceEvent
from cleanclaim.core.remittance.balance import claim_sums, total_sums, totals_of
from cleanclaim.core.remittance.read import stream_835, stream_apart
from cleanclaim.core.remittance.value import (
    ClaimGroup,
    ClaimPayment,
    ProviderAdjustment,
    Remittance,
    RemittanceEnd,
    Sum,
)
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error
from cleanclaim.core.x12.stream import Source, name_of

MOST_TOLD = 50  # equations that fail, of which a person looks at the first


class Proof(Struct, frozen=True):
    """What one 835 came to, its claims passed by."""

    remittance: Remittance  # as stated, without its claims; with them (`claims_835`) it can be written back
    claims: int  # how many there are
    totals: tuple[Sum, Sum, Sum]  # service lines, claims and the transaction, each over the whole of it
    failures: int  # equations that do not hold
    failing: tuple[Sum, ...]  # the first of them
    digest: str  # SHA-256 of its claims as a list in JSON
    taken_back: tuple[tuple[str, str], ...]  # our number (CLP01) and the payer's (CLP07) of each reversal

    @property
    def is_proven(self) -> bool:
        """Every equation holds."""
        return not self.failures


def prove_835(source: Source, *, file: str = "") -> Iterator[Proof | X12Error]:
    """Each 835 of a file as its proof, or as the first error that made it unreadable, as `read_remittances` does."""
    tally = _Tally()
    try:
        for event in stream_apart(source, name_of(source, file), opened=tally.begin):
            tally.take(event)
            if isinstance(event, RemittanceEnd):
                yield tally.proof(event.sums, event.groups) if tally.unreadable is None else tally.unreadable
    except X12Error as error:
        yield error


def proof_of(remittance: Remittance) -> Proof:
    """The proof of a remittance that is there whole."""
    tally = _Tally()
    events: tuple[RemittanceEvent, ...] = (remittance, *remittance.claims, *remittance.provider_adjustments)
    for event in events:
        tally.take(event)
    for position, claim in enumerate(remittance.claims, start=1):
        tally.fail(claim_sums(claim, position))
    return tally.proof(totals_of(remittance), remittance.groups)


def claims_835(source: Source) -> Iterator[Iterator[ClaimPayment]]:
    """For each 835 its claims, as they come.  Those that nobody takes are passed over at the next 835."""
    events = stream_835(source)
    for first in events:
        claims = _claims_until_end(chain((first,), events))
        yield claims
        deque(claims, maxlen=0)


def _claims_until_end(events: Iterable[RemittanceEvent]) -> Iterator[ClaimPayment]:
    for event in events:
        if isinstance(event, RemittanceEnd):
            return
        claim = event.claim if isinstance(event, RemittanceOutOfBalance) else event
        if isinstance(claim, ClaimPayment):
            yield claim


class _Tally:
    """What is known of the transaction that passes by."""

    def __init__(self) -> None:
        self._encode: Callable[[ClaimPayment], bytes] = msgspec.json.Encoder().encode
        self.begin()

    def begin(self) -> None:
        """Another transaction; what was told before it is none of its matter."""
        self.unreadable: X12Error | None = None
        self._header: Remittance | None = None
        self._pairs: list[ProviderAdjustment] = []
        self._failing: list[Sum] = []
        self._taken_back: list[tuple[str, str]] = []
        self._failures = self._claims = 0
        self._digest = sha256(b"[")

    def take(self, event: RemittanceEvent) -> None:
        if isinstance(event, ClaimPayment):
            self._take_claim(event)
        elif isinstance(event, RemittanceOutOfBalance):
            if event.claim is not None:
                self._take_claim(event.claim)
                self.fail(event.sums)
        elif isinstance(event, X12Error):
            self.unreadable = self.unreadable or event
        elif isinstance(event, Remittance):
            self._header = event
        elif isinstance(event, ProviderAdjustment):
            self._pairs.append(event)

    def fail(self, tried: Sequence[Sum]) -> None:
        """Keep those of the equations that do not hold."""
        failing = [one for one in tried if not one.holds]
        self._failures += len(failing)
        self._failing += failing[: MOST_TOLD - len(self._failing)]

    def proof(self, totals: tuple[Sum, Sum, Sum], groups: tuple[ClaimGroup, ...]) -> Proof:
        """What it comes to, once all of it has passed."""
        assert self._header is not None, "a transaction without a header that could be read is unreadable"
        self.fail(total_sums(self._header.amount, totals[2].computed))
        self._digest.update(b"]")
        return Proof(
            replace(self._header, groups=groups, claims=(), provider_adjustments=tuple(self._pairs)),
            self._claims,
            totals,
            self._failures,
            tuple(self._failing),
            self._digest.hexdigest(),
            tuple(self._taken_back),
        )

    def _take_claim(self, claim: ClaimPayment) -> None:
        if self._claims:
            self._digest.update(b",")
        self._digest.update(self._encode(claim))
        self._claims += 1
        if claim.is_reversal:
            self._taken_back.append((claim.patient_control_number, claim.payer_claim_control_number))
