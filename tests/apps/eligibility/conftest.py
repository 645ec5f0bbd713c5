"""A payer whose answers the test chooses."""

from collections.abc import Callable

import pytest
from tests.builders.eligibility import AnsweringPayer

from cleanclaim.apps.eligibility import services


@pytest.fixture
def payer_says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AnsweringPayer]:
    """payer_says(benefits, problems, down=True, bytes=b"…") puts such a payer at the other end."""

    def set_up(*args: object, **told: object) -> AnsweringPayer:
        payer = AnsweringPayer(*args, **told)
        monkeypatch.setattr(services, "ask", payer.ask)
        return payer

    return set_up
