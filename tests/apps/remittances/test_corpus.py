"""Every 835 that others made is posted or held with its reason: corpus_835.csv says which, file by file.

No claim of theirs is ours, so what is posted is money that waits for its claim; not a cent of it may be lost.
After a wanted change: WRITE_CORPUS_835=1 pytest tests/apps/remittances/test_corpus.py, then read the difference.
"""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.remittances.choices import POSTED_STATES
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.apps.remittances.services import remittance_receive
from cleanclaim.core.ledger import chart

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]
TABLE = Path(__file__).with_name("corpus_835.csv")
HEADING = ["file", "transaction", "state", "paid_cents", "claims", "held", "why"]


def test_every_835_of_others_posts_or_is_held_with_the_reason_written_down(by, corpus):
    found = [row for path in sorted((corpus / "835").iterdir()) for row in taken_in(path, by)]
    if os.environ.get("WRITE_CORPUS_835"):
        with TABLE.open("w", newline="", encoding="utf-8") as table:
            csv.writer(table, lineterminator="\n").writerows([HEADING, *found])
    with TABLE.open(newline="", encoding="utf-8") as table:
        assert found == list(csv.reader(table))[1:]


def taken_in(path: Path, by) -> list[list[str]]:
    """What became of each transaction of a file taken in alone."""
    mark = transaction.savepoint()
    file = file_receive(name=path.name, content=path.read_bytes(), partner=None, by=by).file
    remittance_receive(file=file, by=by)
    rows = [said_of(row) for row in Remittance.objects.filter(file=file).order_by("position")]
    assert ledger_faults() == []
    in_the_books = sum(row.amount for row in Remittance.objects.filter(file=file, state__in=POSTED_STATES))
    assert sum(Balance.objects.filter(account=chart.ERA).values_list("amount", flat=True)) == in_the_books
    refused = ExchangeFile.objects.get(pk=file.pk).problem
    transaction.savepoint_rollback(mark)
    return [[path.name, *row] for row in rows] or [[path.name, "", "refused", "", "", "", short(refused)]]


def said_of(row: Remittance) -> list[str]:
    """Its line of the table."""
    kinds = Counter(work["kind"] for claim in row.claims.filter(disposition="held") for work in claim.work)
    why = row.problem or ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    held = row.claims.filter(disposition="held").count()
    return [str(row.position), row.state, str(row.amount), str(row.claim_count), str(held), short(why)]


def short(text: str) -> str:
    """Where it is wrong, or how many sums are; how that is told may change."""
    if " sums do not hold" in text:
        return text.partition(".")[0]
    place = text.partition(": ")[0] if "segment " in text else text
    return place[place.find("segment ") :] if "segment " in place else place[:100]
