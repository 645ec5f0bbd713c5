"""What the package offers to a program: X12 read and written, claims checked.  No Django, no database."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.edits import Finding, PayerRules, run_edits
from cleanclaim.core.remittance import ClaimPayment, Remittance, RemittanceEnd
from cleanclaim.core.transaction_stream import read_values, stream_values
from cleanclaim.core.transaction_writing import write_values
from cleanclaim.core.transactions import Read
from cleanclaim.core.x12 import Envelope
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.stream import Source


class Contents(Struct, frozen=True):
    """What a file holds, in its order; what could not be read is an error that says its place."""

    claims: tuple[Claim, ...] = ()  # of every 837
    remittances: tuple[Remittance, ...] = ()  # of every 835 that could be read whole
    payments: tuple[ClaimPayment, ...] = ()  # the claims that could be read of any other
    errors: tuple[X12Error, ...] = ()


def read(source: Source | str) -> Contents:
    """Every claim and remittance of an X12 file (a path, or its bytes).  Raises OSError when there is no such file.

    One bad claim does not hide the others; an envelope that cannot be trusted ends the reading with its error.  All of
    it is held: `stream` gives a long file piece by piece.
    """
    items = list(read_values(_place(source)))
    values = [item.value for item in items if isinstance(item, Read)]
    errors = {str(item): item for item in items if isinstance(item, X12Error)}
    return Contents(
        claims=tuple(value for value in values if isinstance(value, Claim)),
        remittances=_whole(values),
        payments=tuple(value for value in values if isinstance(value, ClaimPayment)),
        errors=tuple(errors.values()),
    )


def _whole(values: Iterable[object]) -> tuple[Remittance, ...]:
    """The remittances that did not come in pieces, which have an end of their own."""
    found: list[Remittance] = []
    for value in values:
        if isinstance(value, Remittance):
            found.append(value)
        elif isinstance(value, RemittanceEnd):
            found.pop()
    return tuple(found)


def stream(source: Source | str) -> Iterator[Read | X12Error]:
    """Everything of a file of any length, in its order, in memory bounded by one claim; see `stream_values`."""
    return stream_values(_place(source))


def write(values: Iterable[Read | X12Error], envelope: Envelope) -> bytes:
    """One interchange of values of one kind, as `stream` gives them; see `write_values`.

    Raises the first error among them.
    """
    return write_values(values, envelope)


def _place(source: Source | str) -> Source:
    return Path(source) if isinstance(source, str) else source


def check(
    claim: Claim,
    *,
    as_of: date,
    codesets: CodeSets | None = None,
    payer: PayerRules = PayerRules(),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What the edits find in the claim on the day `as_of`, worst first; see `core.edits.run_edits`."""
    codesets = codesets or _codesets(codesets_folder())
    return run_edits(claim, codesets=codesets, as_of=as_of, payer=payer, select=select, ignore=ignore)


def codesets_folder() -> Path:
    """Where the diagnosis store is kept: in DATA_DIR as the application's, else in the user's cache."""
    named = os.environ.get("DATA_DIR")
    if named:
        return Path(named).expanduser() / "codesets"
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_home / "cleanclaim" / "codesets"


@cache
def _codesets(folder: Path) -> CodeSets:
    return open_codesets(folder)
