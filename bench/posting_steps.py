"""What `bench/posting.py` does inside a process that has Django, telling its figures in files of the data folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from resource import RUSAGE_SELF, getrusage
from time import process_time, time

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from driver import inserted_again, last_keys
from sent import claims_sent, remittance_of
from tests.builders.practices import a_practice

from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.models import Organization
from cleanclaim.interfaces.garbage import A_FILES, loaded_is_kept
from cleanclaim.interfaces.jobs.intake import file_take_in


def fill(sizes: dict[str, int]) -> None:
    """A practice whose claims are sent, and the 835s that answer them, waiting to be read; {name: claims}."""
    call_command("migrate", verbosity=0)
    first = 0
    with acting_as(system_actor(a_practice())) as by:
        for name, claims in sizes.items():
            content = remittance_of(claims_sent(range(first, first + claims)), name)
            file_receive(name=name, content=content, partner=None, by=by)
            first += claims
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def post(name: str) -> None:
    """Post one file as a worker does."""
    with the_system() as by:
        file = ExchangeFile.objects.get(name=name)
        loaded_is_kept(A_FILES)
        before, start, work = last_keys(), time(), process_time()
        file_take_in(file=file, by=by)
        end, cpu = time(), process_time() - work
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        file.refresh_from_db()
        assert file.state == "read", file.problem
    tell(name, start=start, end=end, cpu=cpu, peak=peak, before=before)


def again(name: str) -> None:
    """Insert the rows of the file that was posted last with the driver alone."""
    before = json.loads((settings.DATA_DIR / f"{name}.json").read_text())["before"]
    (rows, bare), (_, keyed) = (inserted_again(before, with_keys=keys) for keys in (False, True))
    tell("again", rows=rows, bare=bare, keyed=keyed)


def prove() -> None:
    """The books hold after all of it."""
    with the_system():
        assert ledger_faults() == []


@contextmanager
def the_system() -> Iterator[Actor]:
    with acting_as(system_actor(Organization.objects.get())) as by:
        yield by


def tell(name: str, **figures: object) -> None:
    (settings.DATA_DIR / f"{name}.json").write_text(json.dumps(figures))
