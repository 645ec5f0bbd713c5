"""The tables of an 835 made the slow way, segment by segment, to hold the columnar reader against."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12 import Delimiters, Segment, Transaction, read_transactions
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.errors import X12Error

Rows = dict[str, list[tuple[Any, ...]]]
Row = tuple[str, tuple[Any, ...]]
COMPOSITE_PARTS = 8
MOST = {
    "CLP": 15,
    "SVC": 8,
    "CAS": 20,
    "PLB": 15,
    "NM1": 10,
    "N1": 10,
    "REF": 4,
    "DTM": 3,
    "AMT": 3,
    "QTY": 3,
    "LQ": 3,
    "MIA": 25,
    "MOA": 10,
    "TS3": 25,
    "TS2": 20,
}
REMARKS = {"LQ": (2,), "MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}
SUMMARIES = {
    "MIA": ("inpatient", (1, 3, 15), (2, 4, *range(6, 15), *range(16, 20), 24), ()),
    "MOA": ("outpatient", (1,), (2, 8, 9), ()),
    "TS3": ("provider_summaries", (1, 2, 4, 23), (5, 13, 15, 17, 18, 20, 21, 22, 24), (3,)),
    "TS2": ("inpatient_summaries", (7, *range(10, 15), 16), (*range(1, 7), 8, 9, 15, 17, 18, 19), ()),
}
UNUSED = {"TS3": (6, 7, 8, 9, 10, 11, 12, 14, 16, 19)}
ENVELOPE = {"ST", "SE"}


def rows_by_hand(source: bytes | Path) -> tuple[Rows, int]:
    """The rows of every table but transactions and errors, and how many 835s could be read."""
    rows: Rows = {}
    counted = {"transaction": 0, "claim": 0, "line": 0}
    try:
        for transaction in read_transactions(BytesIO(source) if isinstance(source, bytes) else source):
            if transaction.kind == "835":
                counted["transaction"] += 1
                for name, row in _rows(transaction, counted):
                    rows.setdefault(name, []).append(row)
    except X12Error:
        pass
    return rows, counted["transaction"]


def _rows(transaction: Transaction, counted: dict[str, int]) -> Iterator[Row]:
    delimiters = transaction.interchange.delimiters
    claim = line = None
    headers: set[str] = set()
    for segment in transaction.segments:
        if segment.id == "CLP":
            counted["claim"] += 1
            claim, line = counted["claim"], None
        if segment.id in {"LX", "PLB"}:
            claim = line = None
        if segment.id == "SVC":
            counted["line"] += 1
            line = counted["line"]
        key = (counted["transaction"], claim, line, segment.number)
        if segment.id in ENVELOPE:
            continue
        if segment.id in {"BPR", "TRN"} and claim is None and segment.id not in headers:
            headers.add(segment.id)
            if len(segment.elements) <= {"BPR": 17, "TRN": 5}[segment.id]:
                continue
        yield from _of_segment(segment, key, delimiters)
        if _stands_whole(segment, delimiters):
            yield "others", (*key, segment.id or None, list(segment.elements[1:]))


def _of_segment(segment: Segment, key: tuple[Any, ...], delimiters: Delimiters) -> Iterator[Row]:
    number, claim, _, place = key
    match segment.id:
        case "CLP":
            amounts = [_cents(segment[at]) for at in (3, 4, 5)]
            yield "claims", (number, claim, place, *_texts(segment, 1, 2), *amounts, *_texts(segment, *range(6, 15)))
        case "SVC":
            first, second = (_composite(segment, at, delimiters) for at in (1, 6))
            amounts = [_cents(segment[at]) for at in (2, 3)]
            yield "lines", (*key, *first, *amounts, *_texts(segment, 4, 5), *second, *_texts(segment, 7))
        case "CAS":
            for at in range(2, 20, 3):
                if segment[at] or segment[at + 1]:
                    amount = 0 if at > 2 and segment[at + 2] and not segment[at + 1] else _cents(segment[at + 1])
                    yield "adjustments", (*key, *_texts(segment, 1, at), amount, *_texts(segment, at + 2))
        case "PLB":
            for at in range(3, 15, 2):
                if segment[at] or segment[at + 1]:
                    code, reference, *_ = (*segment.components(at, delimiters), "")
                    end, amount = day_of(segment[2]), _cents(segment[at + 1])
                    yield (
                        "provider_adjustments",
                        (number, place, *_texts(segment, 1), end, code or None, reference or None, amount),
                    )
        case "NM1":
            yield "names", (number, claim, place, *_texts(segment, *range(1, 10)))
        case "N1":
            texts = [*_texts(segment, 1), None, *_texts(segment, 2), None, None, None, None, *_texts(segment, 3, 4)]
            yield "names", (number, claim, place, *texts)
        case "REF":
            yield "references", (*key, *_texts(segment, 1, 2, 3))
        case "DTM":
            yield "dates", (*key, *_texts(segment, 1), day_of(segment[2]))
        case "AMT":
            yield "amounts", (*key, *_texts(segment, 1), _cents(segment[2]))
        case "QTY":
            yield "quantities", (*key, *_texts(segment, 1, 2))
    if segment.id in SUMMARIES:
        name, texts, amounts, dates = SUMMARIES[segment.id]
        keys = (number, place) if segment.id.startswith("TS") else (number, claim, place)
        read = {
            **{at: segment[at] or None for at in texts},
            **{at: _cents(segment[at]) for at in amounts},
            **{at: day_of(segment[at]) for at in dates},
        }
        yield name, (*keys, *(read[at] for at in sorted(read)))
    for at in REMARKS.get(segment.id, ()):
        if segment[at]:
            qualifier = segment[1] if segment.id == "LQ" else ""
            yield "remarks", (*key, segment.id, qualifier or None, segment[at])


def _stands_whole(segment: Segment, delimiters: Delimiters) -> bool:
    """Whether no table holds all that the segment says."""
    most = MOST.get(segment.id, 0)
    if any(segment[at] for at in UNUSED.get(segment.id, ())):
        return True
    parts = {"SVC": ((1, 8), (6, 8)), "PLB": tuple((at, 2) for at in range(3, 15, 2))}.get(segment.id, ())
    given = {"CAS": ((2, 5, 8, 11, 14, 17), 2), "PLB": ((3, 5, 7, 9, 11, 13), 2), "LQ": ((2,), 1)}.get(segment.id)
    if given and not _says_all(segment, *given):
        return True
    return len(segment.elements) > most or any(len(segment.components(at, delimiters)) > size for at, size in parts)


def _says_all(segment: Segment, bases: tuple[int, ...], size: int) -> bool:
    """Whether every base that the segment reaches gives a row, and there is one."""
    reached = [base for base in bases if base < len(segment.elements)]
    return bool(reached) and all(any(segment[base + at] for at in range(size)) for base in reached)


def _texts(segment: Segment, *positions: int) -> list[str | None]:
    return [segment[at] or None for at in positions]


def _composite(segment: Segment, position: int, delimiters: Delimiters) -> list[Any]:
    """Qualifier, procedure, description, end of a range, then the modifiers."""
    parts = (*segment.components(position, delimiters), *[""] * COMPOSITE_PARTS)
    modifiers = list(parts[2:6])
    while modifiers and not modifiers[-1]:
        modifiers.pop()
    return [*(parts[at] or None for at in (0, 1, 6, 7)), modifiers or None]


def _cents(text: str) -> int | None:
    """None, too, for what 64 bits do not hold."""
    try:
        amount = money.cents(text)
    except (MalformedAmount, ValueError):
        return None
    return amount if abs(amount) < 2**63 else None
