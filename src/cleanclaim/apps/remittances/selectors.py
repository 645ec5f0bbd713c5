"""Reads of the posting desk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.choices import HAS_MONEY, IN_THE_BOOKS, WHOLLY_HELD, Disposition
from cleanclaim.apps.remittances.models import Deposit, Dispute, Remittance, RemittanceClaim, ScannedPage, Underpayment

MAY_SEE = ("payment.post_835", "deposit.reconcile", "claim.view")


RECENT = ("-received_at", "-pk")
WAITING = ("received_on", "pk")
CANDIDATES = 10
NEAR_DAYS, PROPOSED = 14, 500
WEEK = 7
STATES_OF = {
    "unproven": ("quarantined", "unreadable", "out_of_balance"),
    "again": ("suspected_duplicate",),
    "suspense": ("in_suspense",),
}


def remittances_received(*, by: Actor, view: str = "", text: str = "") -> QuerySet[Remittance]:
    """Every remittance, newest first, with how many of its claims are held; of a saved view, by trace or payer."""
    _may_see(by)
    held = RemittanceClaim.objects.filter(remittance=OuterRef("pk"), disposition=Disposition.HELD)
    count = held.order_by().values("remittance").annotate(count=Count("pk")).values("count")
    remittances = Remittance.objects if by.sees_all(*MAY_SEE) else Remittance.objects.none()
    found = remittances.select_related("payer", "deposit", "file").defer("file__content")
    found = found.annotate(held=Coalesce(Subquery(count), 0)).order_by(*RECENT)
    if view == "held":
        found = found.filter(state__in=(*WHOLLY_HELD, "partly_posted"))
    elif view == "deposit":
        found = found.filter(state__in=IN_THE_BOOKS, deposit=None, amount__gt=0)
    elif view in STATES_OF:
        found = found.filter(state__in=STATES_OF[view])
    elif view == "done":
        found = found.filter(state="reconciled")
    if text:
        found = found.filter(trace_number=text) if text[-1].isdigit() else found.filter(payer_name__istartswith=text)
    return found


def day_counts(*, by: Actor) -> dict[str, int | None]:
    """What is left: held claims and payments, money without its other half; and what of a week posted by itself."""
    _may_see(by)
    if not by.sees_all(*MAY_SEE):
        return {}
    payments = Remittance.objects.order_by()
    since = clock.now() - timedelta(days=WEEK)
    recent = payments.filter(received_at__gte=since, state__in=("posted", "reconciled"))
    return {
        "posted": recent.count(),
        "first": payments.filter(state="partly_posted")
        .order_by("received_at", "pk")
        .values_list("pk", flat=True)
        .first(),
        "claims": RemittanceClaim.objects.filter(disposition=Disposition.HELD).count(),
        "unproven": payments.filter(state__in=("quarantined", "unreadable", "out_of_balance")).count(),
        "again": payments.filter(state="suspected_duplicate").count(),
        "suspense": payments.filter(state="in_suspense").count(),
        "deposits": Deposit.objects.filter(remittance=None).count(),
    }


def deposits_waiting(*, by: Actor) -> QuerySet[Deposit]:
    """Money in the bank whose payment is not here, the oldest first."""
    _may_see(by)
    deposits = Deposit.objects if by.sees_all(*MAY_SEE) else Deposit.objects.none()
    return deposits.filter(remittance=None).select_related("payer", "file").defer("file__content").order_by(*WAITING)


def payments_like(*, deposits: Sequence[Deposit], by: Actor) -> dict[int, Remittance]:
    """{deposit: the payment it may be}: same payer and amount, paid within two weeks, not in the bank yet; one only.

    A proposal to a person, never a match (F1).
    """
    _may_see(by)
    waiting = Remittance.objects.filter(
        state__in=HAS_MONEY, deposit=None, amount__in={each.amount for each in deposits}
    )
    by_money: dict[tuple[int | None, int], list[Remittance]] = defaultdict(list)
    for payment in waiting.defer("problem")[:PROPOSED]:
        by_money[(payment.payer_id, payment.amount)].append(payment)
    found = {}
    for deposit in deposits:
        near = [each for each in by_money[(deposit.payer_id, deposit.amount)] if _is_near(deposit, each)]
        if len(near) == 1:
            found[deposit.pk] = near[0]
    return found


def _is_near(deposit: Deposit, payment: Remittance) -> bool:
    return payment.paid_on is None or abs((deposit.received_on - payment.paid_on).days) <= NEAR_DAYS


def claims_numbered(*, text: str, by: Actor) -> QuerySet[Claim]:
    """Our claims with this number or payer's number, to match by hand."""
    _may_see(by)
    claims = Claim.objects.select_related("payer", "patient", "coverage").defer("snapshot")
    ours = claims.filter(control_number=text.upper())
    return ours if ours.exists() else claims.filter(payer_claim_control_number=text)[:CANDIDATES]


def claims_of_person(*, text: str, by: Actor) -> QuerySet[Claim]:
    """Claims by our number, the payer's, or the patient's last name, the newest first."""
    numbered = claims_numbered(text=text, by=by)
    if numbered:
        return numbered
    claims = Claim.objects.select_related("payer", "patient").defer("snapshot").order_by("-service_from", "-pk")
    return claims.filter(patient__last_name__istartswith=text)[:CANDIDATES]


def pages_visible(*, by: Actor) -> QuerySet[ScannedPage]:
    """Scanned pages of paper EOBs."""
    _may_see(by)
    return ScannedPage.objects.all() if by.sees_all(*MAY_SEE) else ScannedPage.objects.none()


def claims_to_match(*, by: Actor) -> QuerySet[Claim]:
    """Any claim of the practice, with what posting an answer to it needs."""
    by.require("payment.post_manual")
    return Claim.objects.select_related("payer", "patient", "encounter", "coverage")


def answers_visible(*, by: Actor) -> QuerySet[RemittanceClaim]:
    """Every CLP with its remittance."""
    _may_see(by)
    found = RemittanceClaim.objects.select_related("remittance__file", "claim")
    return found if by.sees_all(*MAY_SEE) else found.none()


def answers_of(*, remittance: Remittance, by: Actor) -> QuerySet[RemittanceClaim]:
    """The claims of a remittance in its own order."""
    _may_see(by)
    return remittance.claims.select_related("claim__patient", "claim__payer", "claim__coverage").order_by("index")


def payments_of_claim(*, claim: Claim, by: Actor) -> QuerySet[RemittanceClaim]:
    """What payers answered for a claim, newest first."""
    _may_see(by)
    return (
        RemittanceClaim.objects.filter(claim=claim).select_related("remittance").order_by("-remittance__pk", "-index")
    )


def _may_see(by: Actor) -> None:
    if not any(by.may(permission) for permission in MAY_SEE):
        by.require(MAY_SEE[0])


def underpayments_waiting(*, by: Actor) -> QuerySet[Underpayment]:
    """What is below its contract and in no dispute, the largest first."""
    _may_dispute(by)
    waiting = Underpayment.objects.filter(dispute=None, closed_at=None)
    return waiting.select_related("payer", "line__patient", "answer__claim").order_by("-amount", "pk")


def underpaid_payers(*, by: Actor) -> QuerySet:
    """Payers with what waits for a dispute: {payer, payer__name, lines, total}, the largest total first."""
    _may_dispute(by)
    waiting = Underpayment.objects.filter(dispute=None, closed_at=None).order_by()
    return waiting.values("payer", "payer__name").annotate(lines=Count("pk"), total=Sum("amount")).order_by("-total")


def disputes_sent(*, by: Actor) -> QuerySet[Dispute]:
    """Disputes with their payer, the newest first."""
    _may_dispute(by)
    return Dispute.objects.select_related("payer").order_by("-pk")


def lines_disputed(*, dispute: Dispute, by: Actor) -> QuerySet[Underpayment]:
    """The lines of a dispute with claim and patient."""
    _may_dispute(by)
    return dispute.underpayments.select_related("line__patient", "answer__claim").order_by("-amount", "pk")


def _may_dispute(by: Actor) -> None:
    by.require("denial.work")
