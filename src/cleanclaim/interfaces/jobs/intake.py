"""Taking in what partners have for us, and letting each answer do its work."""

import logging

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cleanclaim.apps.acknowledgments.services import acknowledgment_read
from cleanclaim.apps.exchange.choices import Direction, FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.selectors import files_to_read
from cleanclaim.apps.exchange.services import file_read_done, files_collect
from cleanclaim.apps.ledger.chain import only_links_wait
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import Refusal
from cleanclaim.apps.practices.partners import trading_partners
from cleanclaim.apps.remittances.services import remittance_receive
from cleanclaim.apps.worklist.services import Need, work_item_open
from cleanclaim.core.errors import CoreError
from cleanclaim.core.ports import PartnerUnavailable
from cleanclaim.interfaces.jobs.adjudicated import remittance_follow_up

log = logging.getLogger(__name__)
# Our own mistakes.  A lost database connection is none: it ends the job, which is queued again.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    CoreError,
    IntegrityError,
    LookupError,
    Refusal,
    TypeError,
    ValueError,
)
ACKNOWLEDGMENTS = ("TA1", "999", "277CA")


def intake(*, by: Actor) -> list[ExchangeFile]:
    """Collect from every partner and read what came; a partner that does not answer is asked again next time."""
    for partner in trading_partners():
        try:
            files_collect(partner=partner, by=by)
        except PartnerUnavailable as problem:
            log.warning("%s: %s", partner.name, problem)
    files = files_to_read(by=by)
    for file in files:
        file_take_in(file=file, by=by)
    return files


def file_take_in(*, file: ExchangeFile, by: Actor) -> None:
    """Read one file, whole or not at all; what fails by our fault holds that file only, and a person is told."""
    try:
        with transaction.atomic():
            only_links_wait()
            for waiting in _still_unread(file.pk):
                _read(waiting, by)
    except FAULTS as fault:
        log.exception("%s could not be taken in", file.name)
        _hold(file, fault, by)


@asked_often
def _still_unread(file_id: int) -> QuerySet[ExchangeFile]:
    """The file itself, locked, unless another worker has read it."""
    files = ExchangeFile.objects.filter(direction=Direction.IN, state=FileState.RECEIVED, pk=file_id)
    return files.select_related("partner").select_for_update(of=("self",))


def _read(file: ExchangeFile, by: Actor) -> None:
    if file.transaction in ACKNOWLEDGMENTS:
        acknowledgment_read(file=file, by=by)
    elif file.transaction == "835":
        for remittance in remittance_receive(file=file, by=by):
            remittance_follow_up(remittance=remittance, by=by)
    else:
        problem = f"A {file.transaction} is not something we asked for; it is kept and nothing of it was used."
        file_read_done(file=file, state=FileState.REFUSED, problem=problem, by=by)


@transaction.atomic
def _hold(file: ExchangeFile, fault: Exception, by: Actor) -> None:
    problem = f"Not read because of a fault in CleanClaim ({type(fault).__name__}: {fault}). Nothing of it was used."
    file_read_done(file=file, state=FileState.HELD, problem=problem, by=by)
    need = Need(
        kind="file_held",
        title=f"{file.name} could not be read",
        reason=problem,
        next_action="Report it, then read again",
        role="manager",
    )
    work_item_open(subject=file, need=need, by=by)
