"""Sending what is ready."""

from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.selectors import files_to_deliver
from cleanclaim.apps.exchange.services import batches_send, file_deliver
from cleanclaim.apps.practices.acting import Actor


def send(*, by: Actor) -> list[ExchangeFile]:
    """Seal the ready claims and put them in the outbox; the worker delivers (`deliver`).  Raises NothingToSend."""
    return batches_send(by=by)


def deliver(*, by: Actor) -> int:
    """Empty the outbox; returns how many files were taken."""
    return sum(file_deliver(file=file, by=by) for file in files_to_deliver(by=by))
