"""After every story over an 835 the books must hold."""

from collections.abc import Iterator

import pytest

from cleanclaim.apps.ledger.audit import ledger_faults


@pytest.fixture(autouse=True)
def books_hold(by: object) -> Iterator[None]:
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []
