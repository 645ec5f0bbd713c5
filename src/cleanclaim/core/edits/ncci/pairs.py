"""Pairs of lines that NCCI does not pay beside each other, and the modifiers that can part them."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import permutations

from msgspec import Struct

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.codesets.ncci import Pair, PtpEdits
from cleanclaim.core.edits.given import Given

EITHER_COLUMN_SINCE = date(2019, 7, 1)  # before, only a modifier on column 2 parted a pair
_ANATOMY = "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI"
_SURGERY = "24 25 57 58 78 79"
_OTHER = "27 59 91 XE XP XS XU"
PARTING = frozenset(f"{_ANATOMY} {_SURGERY} {_OTHER}".split())
"""The modifiers of NCCI (policy manual, chapter 1, E)."""


class Conflict(Struct, frozen=True):
    """Two lines of a claim, by their 0-based index, and the pair that they are."""

    first: int  # column 1
    second: int  # column 2
    pair: Pair
    on: date


def pair_table(claim: Claim, given: Given, on: date) -> PtpEdits:
    """The table for the claim: practitioners' or, for an institution, outpatient hospitals'."""
    tables = given.codesets.ptp_outpatient if claim.kind == "837I" else given.codesets.ptp_practitioner
    return tables.at(on)


def conflicts(claim: Claim, given: Given) -> Iterator[Conflict]:
    """Lines of one day and one provider that are a pair in force; each pair once."""
    told: set[tuple[str, str, date]] = set()
    done = [(line.service_from, provider_of(claim, line)) for line in claim.lines]
    for first, second in permutations(range(len(done)), 2):
        on, one, other = done[first][0], claim.lines[first].procedure, claim.lines[second].procedure
        if on is None or done[first] != done[second] or not one or one == other:
            continue
        table = pair_table(claim, given, on)
        pair = table.pair(one, other, on=on) if _is_ever_a_pair(table, one, other) else None
        if pair and (pair.column_1, pair.column_2, on) not in told:
            told.add((pair.column_1, pair.column_2, on))
            yield Conflict(first, second, pair, on)


def are_ever_pairs(codesets: CodeSets, codes: tuple[str, ...], on: date) -> bool:
    """Whether any two are a pair of the tables of that day, of practitioners or hospitals."""
    return any(
        _is_ever_a_pair(table.at(on), one, other)
        for one, other in permutations(codes, 2)
        if one and one != other
        for table in (codesets.ptp_practitioner, codesets.ptp_outpatient)
    )


@lru_cache(maxsize=40_000)
def _is_ever_a_pair(table: PtpEdits, one: str, other: str) -> bool:
    return table.has(one, other)


def provider_of(claim: Claim, line: ServiceLine) -> str:
    """The NPI of who rendered the line."""
    party = line.rendering or claim.rendering or claim.billing
    return party.npi


def is_parted(one: tuple[str, ...], other: tuple[str, ...], on: date) -> bool:
    """Whether a modifier of NCCI stands on the line of column 1 or 2, as the day allows it."""
    looked_at = {*one, *other} if on >= EITHER_COLUMN_SINCE else set(other)
    return bool(PARTING & looked_at)
