"""Files of other people: each is read, or refused with its place and reason; 837s become claims."""

from collections import Counter
from pathlib import Path

import pytest

from cleanclaim.core.claim import read_claims
from cleanclaim.core.x12 import check, read_transactions
from cleanclaim.core.x12.errors import X12Error

pytestmark = pytest.mark.corpus
NOT_INTERCHANGES = {"expected"}


def files_of(corpus: Path) -> list[Path]:
    return [file for file in sorted(corpus.glob("*/*")) if file.parent.name not in NOT_INTERCHANGES]


def test_every_file_is_read_or_refused_with_place_and_reason(corpus: Path, capsys: pytest.CaptureFixture[str]):
    table, refused = Counter(), []
    for file in files_of(corpus):
        folder = file.parent.name
        table[folder, "files"] += 1
        try:
            for transaction in read_transactions(file):
                table[folder, "transactions"] += 1
                table[folder, "with envelope problems"] += bool(transaction.problems)
            table[folder, "faults found"] += sum(1 for _ in check(file))
        except X12Error as error:
            refused.append((error.file == file.name, error.segment > 0))
            table[folder, "refused"] += 1
    _print(table, ("files", "transactions", "with envelope problems", "faults found", "refused"), capsys)
    assert all(has_file and has_place for has_file, has_place in refused)
    assert sum(count for (_, what), count in table.items() if what == "transactions") > 800


def test_every_837_becomes_claims(corpus: Path, capsys: pytest.CaptureFixture[str]):
    table = Counter()
    for file in files_of(corpus):
        for claim in read_claims(file):
            what = "refused" if isinstance(claim, X12Error) else claim.kind
            assert what != "refused" or str(claim).startswith(file.name)
            table[file.parent.name, what] += 1
    _print(table, ("837P", "837I", "837D", "refused"), capsys)
    assert table["837P", "837P"] > 2_000
    assert table["837I", "837I"] > 20
    assert table["837P", "refused"] <= 16  # eleven stand under no HL, two are levels without a code
    assert table["837I", "refused"] <= 3


def _print(table: Counter, columns: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    rows = sorted({folder for folder, _ in table})
    with capsys.disabled():
        print("\n" + " | ".join(("folder", *columns)))
        for folder in rows:
            print(" | ".join((f"{folder:6}", *(str(table[folder, column]) for column in columns))))
