"""The same seed makes the same demo: the files sent, and every cent of the journal."""

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from cleanclaim.apps.claims.models import Batch
from cleanclaim.apps.ledger.models import JournalEntry
from cleanclaim.core.ledger import chart
from cleanclaim.interfaces.demo import year
from cleanclaim.interfaces.demo.practice import demo_practices

TODAY = date(2026, 11, 23)


@pytest.fixture
def lived(monkeypatch, settings, tmp_path):
    """Live three weeks of a seed in an empty folder and an empty database, which forgets it; say what came of it."""
    days = year.workdays(TODAY, months=1)[-16:]
    monkeypatch.setattr(year, "workdays", lambda *_: days)

    def live(seed: int, folder: str) -> tuple[int, int, str]:
        settings.DATA_DIR = tmp_path / folder
        _count_from_one()
        with transaction.atomic():
            year.year_make(demo_practices(), patients=3, seed=seed, today=TODAY, progress=lambda *_: None)
            found = _came_of_it()
            transaction.set_rollback(True)
        return found

    return live


def _count_from_one() -> None:
    """PostgreSQL goes on counting keys after a rollback; they are part of claim numbers, which payers decide by."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _came_of_it() -> tuple[int, int, str]:
    """Files sent, cents that payers paid, and a digest of the files' text and the journal's amounts."""
    sent = [bytes(content) for content in Batch.everywhere.order_by("pk").values_list("content", flat=True)]
    booked = JournalEntry.everywhere.order_by("pk").values_list("account", "party", "debit", "credit")
    paid = sum(debit for account, _, debit, _ in booked if account == chart.ERA)
    return len(sent), paid, hashlib.sha256(repr((sent, list(booked))).encode()).hexdigest()


@pytest.mark.django_db
def test_a_seed_makes_the_same_year_again_and_another_seed_another(lived):
    files, paid, digest = lived(1, "first")
    assert files > 1
    assert paid > 0
    assert lived(1, "again") == (files, paid, digest)
    assert lived(2, "another")[2] != digest
