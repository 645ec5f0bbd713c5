"""Lines allowed below their contract: kept with their arithmetic, and sent to a payer together as one dispute."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.errors import NothingToDispute
from cleanclaim.apps.remittances.matching import TermsBook
from cleanclaim.apps.remittances.models import Dispute, Underpayment
from cleanclaim.apps.remittances.posting import Posted
from cleanclaim.core.money import dollars

WORTH_IT = 5_00  # cents; less is not worth a letter, and stays on its work item


def underpayments_keep(posted: Iterable[Posted], by: Actor) -> None:
    """Keep what the posting of answers found below the contract."""
    found = [
        _underpayment(each, int(line), work.amount, by)
        for each in posted
        for work in each.work
        if work.kind == "underpayment" and work.amount >= WORTH_IT
        for line in work.lines
    ]
    if found:
        Underpayment.objects.bulk_create(found, ignore_conflicts=True)


@transaction.atomic
def dispute_open(*, payer: Payer, by: Actor) -> Dispute:
    """Put every underpayment of a payer that is in no dispute yet into one.

    Raises NothingToDispute when there is none.
    """
    by.require("denial.work")
    waiting = Underpayment.objects.filter(payer=payer, dispute=None, closed_at=None)
    total = waiting.aggregate(sum=Sum("amount"))["sum"]
    if not total:
        raise NothingToDispute(f"Nothing of {payer.name} is below its contract and not in dispute.")
    dispute = Dispute.objects.create(
        practice=by.practice, payer=payer, sent_on=clock.today(), amount=total, lines=waiting.count()
    )
    waiting.update(dispute=dispute)
    words = f"Disputed with {payer.name}: {dollars(total)} on {dispute.lines} service line(s)"
    activity_record(subject=dispute, what="dispute_open", words=words, by=by, amount=total)
    return dispute


def _underpayment(each: Posted, line: int, amount: int, by: Actor) -> Underpayment:
    expected = each.claim.terms.allowed[str(line)]
    allowed = expected - amount
    words = [
        *(TermsBook().steps(each.row.claim, each.claim.match.billed, str(line)) if each.row.claim else ()),
        f"{dollars(expected)} expected by the contract of the day of service",
        f"{dollars(allowed)} allowed: the charge less what the payer took off as contractual",
        f"{dollars(amount)} is missing",
    ]
    return Underpayment(
        practice=by.practice,
        answer=each.row,
        line_id=line,
        payer_id=int(each.claim.payer.partition(":")[2]),
        expected=expected,
        allowed=allowed,
        amount=amount,
        arithmetic=words,
        found_on=clock.today(),
    )
