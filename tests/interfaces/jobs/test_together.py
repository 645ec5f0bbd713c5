"""Two workers on two files of one practice: neither waits for the other's posting, and the books are one chain."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from bench.sent import claims_sent, remittance_of
from django.db import IntegrityError, connection, transaction
from tests.builders.practices import a_practice

from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.chain import chain_end
from cleanclaim.apps.ledger.models import JournalTransaction, LineAnswer
from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.core.remittance import ClaimPayment
from cleanclaim.interfaces.jobs.intake import file_take_in

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
HELD_LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"


def test_a_file_is_posted_and_committed_while_another_is_still_being_posted():
    with acting_as(system_actor(a_practice())) as by:
        answers = claims_sent(range(8))
        first, second = a_file(answers[:4], "EFT1", by), a_file(answers[4:], "EFT2", by)
        with ThreadPoolExecutor(1) as other, transaction.atomic():
            file_take_in(file=first, by=by)
            other.submit(elsewhere, by, lambda: file_take_in(file=second, by=by)).result()
            second.refresh_from_db()
            assert second.state == "read"
        assert set(ExchangeFile.objects.values_list("state", flat=True)) == {"read"}
        assert chain_end()[0] == JournalTransaction.objects.count()
        assert ledger_faults() == []


def test_the_journal_is_locked_for_linking_and_for_nothing_else():
    with acting_as(system_actor(a_practice())) as by:
        file = a_file(claims_sent(range(3)), "EFT1", by)
        with transaction.atomic():
            file_take_in(file=file, by=by)
            assert locks() == 0
            with pytest.raises(IntegrityError), transaction.atomic():  # now, not at the commit
                LineAnswer.objects.create(practice=by.practice, line_id=-1, position=0, content=b"")


def a_file(answers: Sequence[ClaimPayment], trace: str, by: Actor) -> ExchangeFile:
    return file_receive(name=f"{trace}.x12", content=remittance_of(answers, trace), partner=None, by=by).file


def elsewhere(by: Actor, act: Callable[[], None]) -> None:
    """On a connection of its own, which gives up when it has to wait for the other one."""
    with acting_as(by), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '3s'")
        act()
    connection.close()


def locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(HELD_LOCKS)
        return cursor.fetchone()[0]
