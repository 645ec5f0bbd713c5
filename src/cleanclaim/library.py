"""What the package offers to a program: read a file, check a claim.  Values in, values out; no Django, no database."""

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.claim import Claim, claims_of
from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.edits import Finding, PayerRules, run_edits
from cleanclaim.core.remittance import Remittance, read_remittances
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error


class Contents(Struct, frozen=True):
    """What a file holds, in its order; what could not be read is an error that says its place."""

    claims: tuple[Claim, ...] = ()  # of every 837
    remittances: tuple[Remittance, ...] = ()  # of every 835
    errors: tuple[X12Error, ...] = ()


def read(source: Path | str | bytes) -> Contents:
    """Every claim and remittance of an X12 file (a path, or its bytes).  Raises OSError when there is no such file.

    One bad claim does not hide the others; an envelope that cannot be trusted ends the reading with its error.
    """
    source = Path(source) if isinstance(source, str) else source
    claims: list[Claim | X12Error] = []
    kinds: set[str] = set()
    try:
        for transaction in read_transactions(source):
            kinds.add(transaction.kind)
            claims.extend(transaction.problems)
            if transaction.kind == "837":
                claims.extend(claims_of(transaction))
    except X12Error as error:
        claims.append(error)
    remittances = list(read_remittances(source)) if "835" in kinds else []
    errors = {str(item): item for item in (*claims, *remittances) if isinstance(item, X12Error)}
    return Contents(
        claims=tuple(item for item in claims if isinstance(item, Claim)),
        remittances=tuple(item for item in remittances if isinstance(item, Remittance)),
        errors=tuple(errors.values()),
    )


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
