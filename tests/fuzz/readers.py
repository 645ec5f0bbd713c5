"""One input given to every reader, the judge and the columns: by the tests, by hypothesis and by the fuzzer."""

from contextlib import suppress
from typing import BinaryIO

from cleanclaim.core.claim import Claim, read_claims
from cleanclaim.core.remittance import Remittance, read_remittances
from cleanclaim.core.x12 import check, read_interchanges
from cleanclaim.core.x12.columns import read_columns
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.files import count


def read_in_every_way(source: bytes | BinaryIO) -> None:
    """Raises AssertionError when two readers disagree about money, anything else when one of them crashes."""
    content = source if isinstance(source, bytes) else source.read()
    with suppress(X12Error):
        for interchange in read_interchanges(content):
            for transaction in interchange.transactions:
                assert all(transaction.segments)
    with suppress(X12Error):
        for problem in check(content, levels=(1, 2, 3, 4)):
            assert problem.message
    assert_located(content)
    assert_same_money(content)


def assert_located(content: bytes) -> None:
    """What is no claim is an error that says where."""
    for item in read_claims(content):
        assert isinstance(item, Claim) or item.message
        if isinstance(item, X12Error) and item.segment > 1:
            assert 0 < item.offset <= len(content), item


def assert_same_money(content: bytes) -> None:
    """The typed reader and the columns agree on every claim of a file that both read without an error."""
    typed = list(read_remittances(content))
    remittances = [item for item in typed if isinstance(item, Remittance)]
    tables = list(read_columns(content))
    has_errors = len(remittances) < len(typed) or any(len(table.errors) for table in tables)
    if has_errors:
        return
    paid = [amount for table in tables for amount in table.claims["paid"].to_pylist()]
    assert paid == [claim.paid for remittance in remittances for claim in remittance.claims]
    counts = count(content)
    if not counts.problems:
        assert sum(paid) == counts.paid
