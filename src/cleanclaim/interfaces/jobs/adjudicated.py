"""After a payer's answer is posted: denials become cases, settled claims close, the next payer is billed."""

import msgspec
from django.db import transaction
from django.db.models import Sum

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.choices import ADJUDICATED
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_next_payer
from cleanclaim.apps.denials.services import denials_open, denials_settle
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.remittance import ClaimPayment

_payments = msgspec.json.Decoder(ClaimPayment)
NEXT_PAYER = {"submit_secondary_claim", "submit_tertiary_claim", "submit_next_claim"}
# Work that is done when the payer owes nothing more on the claim.
SETTLED_BY_MONEY = ("underpayment", "partial_adjudication", "full_write_off_review", "unexplained_balance")


@transaction.atomic
def remittance_follow_up(*, remittance: Remittance, by: Actor) -> None:
    """Everything a posted remittance sets off in later stages."""
    denials_open(remittance=remittance, by=by)
    answers = remittance.claims.exclude(claim=None).select_related("claim__payer", "claim__encounter", "remittance")
    for answer in answers:
        _next_payer(answer, by)
    _settle({answer.claim for answer in answers}, by)


def _next_payer(answer: RemittanceClaim, by: Actor) -> None:
    """Bill who comes next; a claim that the payer crossed over by itself is only watched."""
    if any(work["kind"] in NEXT_PAYER for work in answer.work):
        payment = _payments.decode(bytes(answer.content))
        paid_on = answer.remittance.paid_on or clock.today()
        claim_next_payer(claim=answer.claim, payment=payment, adjudicated_on=paid_on, by=by)


def _settle(claims: set[Claim], by: Actor) -> None:
    """Close the claims whose payer owes nothing more and that nobody has to work on."""
    opens = _open_by_claim(claims)
    for claim in claims:
        if opens.get(claim.pk):
            continue
        denials_settle(claim=claim, by=by)
        work_items_close(subject=claim, kinds=SETTLED_BY_MONEY, by=by, resolution="The payer owes nothing more")
        if claim.state in ADJUDICATED[:3] and not _has_work(claim):
            move(row=claim, event="balance_zero", words="The payer owes nothing more", by=by)


def _open_by_claim(claims: set[Claim]) -> dict[int, int]:
    """{claim id: cents open with its payer}."""
    rows = (
        Balance.objects.filter(account=chart.INSURANCE, amount__gt=0)
        .filter(line_id__in=_lines_of(claims))
        .values("line_id", "party")
        .annotate(sum=Sum("amount"))
        .order_by()
    )
    open_lines = {(row["line_id"], row["party"]): row["sum"] for row in rows}
    result: dict[int, int] = {}
    for claim in Claim.objects.filter(pk__in=[claim.pk for claim in claims]).prefetch_related("lines"):
        party = f"payer:{claim.payer_id}"
        result[claim.pk] = sum(open_lines.get((line.line_id, party), 0) for line in claim.lines.all())
    return result


def _lines_of(claims: set[Claim]) -> list[int]:
    ids = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).values_list("lines__line_id", flat=True)
    return [each for each in ids if each]


def _has_work(claim: Claim) -> bool:
    return WorkItem.objects.filter(subject=f"claim:{claim.pk}", closed_at=None).exists()
