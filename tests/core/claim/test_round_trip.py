"""What is read from an 837 and written again is the same 837, segment for segment."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, transactions
from tests.builders.round_trips import bodies, sent_again

from cleanclaim.core.claim import Batch, Claim, Level, claims_of, read_batches, write_837, write_837_interchange
from cleanclaim.core.x12 import Transaction, read_transactions
from cleanclaim.core.x12.errors import UnwritableValue, X12Error
from cleanclaim.core.x12.guide import guide

VERSIONS = {"837P": "005010X222", "837I": "005010X223", "837D": "005010X224"}


@pytest.mark.corpus
@pytest.mark.parametrize(("kind", "least", "most"), [("837P", 29, 2), ("837I", 3, 0), ("837D", 5, 0)])
def test_valid_files_of_other_people_are_written_back_as_they_were(corpus: Path, kind: str, least: int, most: int):
    table: Counter[str] = Counter()
    for path in valid_files(corpus):
        for transaction in transactions_in(path):
            if transaction.kind == "837" and transaction.version.startswith(VERSIONS[kind]) and is_sound(transaction):
                table["same" if is_written_back(transaction) else "different"] += 1
    print(kind, dict(table))
    assert table["same"] >= least
    assert table["different"] <= most  # a drug behind its providers, ":" in a street


@pytest.mark.parametrize("name", ["837p", "837i", "837d"])
@given(data=st.data())
@settings(max_examples=25)
def test_whatever_a_guide_allows_is_kept(name, data):
    own = guide(name)
    content = interchange(own, data.draw(transactions(own)), ENVELOPE)
    (transaction,) = read_transactions(content)
    assume(says_every_adjustment(transaction))
    batch, *claims = read_batches(content)
    assert isinstance(batch, Batch)
    again = write_837_interchange([(batch, claims)], ENVELOPE)
    assert list(read_batches(again))[1:] == claims
    assert pieces(content) == pieces(again)


def valid_files(corpus: Path) -> list[Path]:
    """Those that their source calls valid."""
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as table:
        return [corpus / row["path"] for row in csv.DictReader(table) if row["expected"] == "valid"]


def transactions_in(path: Path) -> list[Transaction]:
    try:
        return list(read_transactions(path))
    except X12Error:
        return []


def is_sound(transaction: Transaction) -> bool:
    """Nothing is wrong with its envelope, levels and amounts."""
    is_readable = not any(isinstance(claim, X12Error) for claim in claims_of(transaction))
    levels = [segment.elements for segment in transaction.segments if segment.id == "HL"]
    is_numbered = [level[1] for level in levels] == [str(number) for number in range(1, len(levels) + 1)]
    return is_readable and is_numbered and not transaction.problems


def is_written_back(transaction: Transaction) -> bool:
    """Segment for segment, in their order."""
    delimiters = transaction.interchange.delimiters
    texts = [delimiters.element.join(segment.elements) for segment in transaction.segments]
    head, *claims = read_batches(enveloped(texts, transaction))
    assert isinstance(head, Batch)
    own = [one for one in claims if isinstance(one, Claim | Level)]
    try:
        again = sent_again(transaction, write_837(own, head), ENVELOPE)
    except UnwritableValue:  # its own component separator in a name or a street
        return False
    return bodies(again) == bodies(transaction)


def enveloped(texts: list[str], transaction: Transaction) -> bytes:
    """The transaction's own segments in an envelope of ours."""
    own = transaction.interchange.delimiters
    isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "A" * 15, "ZZ", "B" * 15, "260304", "0930"]
    isa += [own.repetition or "U", "00501", "000000001", "0", "T", own.component]
    gs = ["GS", "HC", "A", "B", "20260304", "0930", "1", "X", transaction.version]
    rows = [own.element.join(isa), own.element.join(gs), *texts, own.element.join(["GE", "1", "1"])]
    rows.append(own.element.join(["IEA", "1", "000000001"]))
    return (own.segment.join(rows) + own.segment).encode()


def says_every_adjustment(transaction: Transaction) -> bool:
    """No place in a CAS is left empty before its last: a quantity alone is read as no money, which is written."""
    rows = [segment for segment in transaction.segments if segment.id == "CAS"]
    return all(row[at] and row[at + 1] for row in rows for at in range(2, len(row.elements), 3))


def pieces(content: bytes) -> Counter[str]:
    """Segments, those of HI by their composites: a sender may fill them as it likes."""
    found: Counter[str] = Counter()
    for text in content.decode().split("~"):
        if text.startswith("HI*"):
            found.update(text.split("*")[1:])
        elif not text.startswith("SE*"):
            found[text] += 1
    return found
