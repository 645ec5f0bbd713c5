"""The other end of the wire: the simulated payers at work, and the practice's worker between."""

from datetime import timedelta

from django.conf import settings

from cleanclaim import clock
from cleanclaim.adapters.clearinghouses.simulator import work
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.interfaces.demo.practice import PARTNER, Team
from cleanclaim.interfaces.jobs.tasks import exchange_run

IN_A_HURRY = timedelta(days=1)  # from taking a claim to paying it


class Payers:
    """The payers of one practice."""

    def __init__(self, team: Team) -> None:
        self.practice = team.practice

    def answer(self) -> list[str]:
        """Empty the outbox, let the payers work at the clock's moment, take in what they say; their files' names.

        After each round the books hold.
        """
        exchange_run.call(self.practice.pk)
        folder = settings.DATA_DIR / "exchange" / str(self.practice.pk) / PARTNER
        files = work(folder, on=clock.now(), pay_after=IN_A_HURRY)
        exchange_run.call(self.practice.pk)
        with acting_as(system_actor(self.practice)):
            assert ledger_faults() == []
        return [file.name for file in files]
