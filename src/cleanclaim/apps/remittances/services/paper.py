"""A payer's answer on paper, posted by the same way as an 835; its check comes through the lockbox."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.db import transaction
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.services import file_read_done, file_receive
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.services.receiving import remittance_take
from cleanclaim.core.remittance import ClaimPayment, Remittance, proof_of, write_835_interchange
from cleanclaim.core.remittance import Payer as Sender
from cleanclaim.core.remittance.value import Payee
from cleanclaim.core.x12 import Envelope

PAGE_TYPES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}


class Check(Struct, frozen=True):
    """What is printed on it; cents."""

    payer: Payer
    number: str
    paid_on: date
    amount: int


@transaction.atomic
def paper_eob_post(
    *, check: Check, answers: Sequence[ClaimPayment], page: rows.ScannedPage | None = None, by: Actor
) -> rows.Remittance:
    """Post what was typed from a paper EOB; it is kept as the 835 that the payer did not send.

    Raises NotPostable when the same has been typed before, or when it does not add up.
    """
    by.require("payment.post_manual")
    read = Remittance(
        amount=check.amount,
        method="CHK" if check.amount else "NON",
        trace_number=check.number,
        paid_on=check.paid_on,
        payer=Sender(name=check.payer.name.upper(), payer_id=check.payer.payer_id),
        payee=Payee(name=by.practice.name.upper(), npi=by.practice.npi, tax_id=by.practice.tax_id),
        claims=tuple(answers),
        control_number="0001",
    )
    envelope = Envelope("PAPER", "PRACTICE", 1, datetime.combine(check.paid_on, time(), UTC))
    content = write_835_interchange([read], envelope)
    taken = file_receive(name=f"paper-{check.number}.x12"[:120], content=content, partner=None, by=by)
    if not taken.is_new:
        raise NotPostable(f"Check {check.number} with these amounts was typed before. Nothing is posted twice.")
    row = remittance_take(taken.file, 1, proof_of(read), read.claims, by, is_paper=True)
    if row.state == "quarantined":
        raise NotPostable(f"Not posted: {row.problem}")
    file_read_done(file=taken.file, state=FileState.READ, by=by)
    if page is not None:
        page.remittance = row
        page.save(update_fields=["remittance"])
    return row


@transaction.atomic
def scanned_page_keep(*, name: str, content: bytes, by: Actor) -> rows.ScannedPage:
    """Keep a page before it is typed.  Raises NotPostable for what is no PNG, JPEG or PDF by its first bytes."""
    by.require("payment.post_manual")
    kind = next((kind for kind, start in PAGE_TYPES.items() if content.startswith(start)), None)
    if kind is None:
        raise NotPostable("A picture (PNG, JPEG) or a PDF of the page, please.")
    return rows.ScannedPage.objects.create(
        practice=by.practice, name=name[:120], content_type=kind, content=content, added_at=clock.now()
    )
