"""Reads of the claims app; each carries its permission."""

from datetime import date

from django.db.models import Count, Q, QuerySet, Sum, prefetch_related_objects
from msgspec import Struct

from cleanclaim.apps.claims.choices import STATES_OF_VIEW, WAITING, View
from cleanclaim.apps.claims.models import Claim, ClaimFinding, ClaimFix, PayerRule
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.selectors import spoken_of
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer

RECENT = ("-created_at", "-pk")
BY_DEADLINE = ("filing_deadline", "pk")


class Tab(Struct, frozen=True):
    """A saved view: how many claims stand in it and for how much, in cents; None where none of them waits."""

    name: str
    label: str
    count: int | None = None
    amount: int | None = None


def claims_visible(*, by: Actor) -> QuerySet[Claim]:
    """Every claim of the practice, for who may see claims; without the texts of its batch and of what it corrects."""
    by.require("claim.view")
    return _with_parties()


def claim_whole(claim_id: int, *, by: Actor) -> Claim | None:
    """One claim with what its page shows of it, its findings too."""
    by.require("claim.view")
    found = _whole(claim_id)
    prefetch_related_objects(found, "findings__overridden_by")
    return found[0] if found else None


@asked_often
def _whole(claim_id: int) -> QuerySet[Claim]:
    return _with_parties().filter(pk=claim_id)


def claims_list(*, by: Actor, view: str = "", payer_id: int | None = None, text: str = "") -> QuerySet[Claim]:
    """The claims of a saved view, of one payer, by number or patient; without their snapshots."""
    by.require("claim.view")
    found = Claim.objects.prefetch_related("patient", "payer").defer("snapshot")
    if view in STATES_OF_VIEW:
        found = found.filter(state__in=STATES_OF_VIEW[view])
    if payer_id:
        found = found.filter(payer=payer_id)
    for word in text.split()[:4]:
        found = found.filter(control_number=word.upper()) if word[-1].isdigit() else _named(found, word)
    return found


def claim_tabs(*, by: Actor, payer_id: int | None = None) -> list[Tab]:
    """All claims and the saved views, with counts and sums where claims wait; the answered are most of them all."""
    by.require("claim.view")
    claims = Claim.objects.filter(state__in=WAITING)
    if payer_id:
        claims = claims.filter(payer=payer_id)
    rows = claims.values_list("state").annotate(count=Count("*"), amount=Sum("charge")).order_by()
    sums = {state: (count, amount) for state, count, amount in rows}
    waiting = [_tab(view, view.label, states, sums) for view, states in STATES_OF_VIEW.items() if view != View.ANSWERED]
    return [Tab("", "All"), *waiting, Tab(View.ANSWERED, View.ANSWERED.label)]


def payers_billed(*, by: Actor) -> QuerySet[Payer]:
    """Payers to narrow the list by."""
    by.require("claim.view")
    return Payer.objects.order_by("name")


def findings_visible(*, by: Actor) -> QuerySet[ClaimFinding]:
    """What the edits found in the practice's claims."""
    by.require("claim.view")
    return ClaimFinding.objects.select_related("claim__payer", "claim__encounter", "overridden_by")


def fixes_visible(*, by: Actor) -> QuerySet[ClaimFix]:
    """What was fixed on the practice's claims."""
    by.require("claim.view")
    return ClaimFix.objects.select_related("claim__payer", "claim__encounter")


def ready_count(*, by: Actor) -> int:
    """How many claims the next send takes."""
    by.require("claim.view")
    return Claim.objects.filter(state="ready").count()


def held_neighbors(claim: Claim, *, by: Actor) -> tuple[Claim | None, Claim | None]:
    """The held claims before and after this one by filing limit; None and None for a claim that is not held."""
    if claim.state not in STATES_OF_VIEW[View.HELD]:
        return None, None
    by.require("claim.view")
    place = claim.filing_deadline, claim.pk
    return next(iter(_held_before(*place)), None), next(iter(_held_after(*place)), None)


@asked_often
def _held_before(deadline: date, pk: int) -> QuerySet[Claim]:
    is_sooner = Q(filing_deadline__lt=deadline) | Q(filing_deadline=deadline, pk__lt=pk)
    return _held().filter(is_sooner).order_by("-filing_deadline", "-pk")[:1]


@asked_often
def _held_after(deadline: date, pk: int) -> QuerySet[Claim]:
    is_later = Q(filing_deadline__gt=deadline) | Q(filing_deadline=deadline, pk__gt=pk)
    return _held().filter(is_later).order_by(*BY_DEADLINE)[:1]


def _held() -> QuerySet[Claim]:
    return Claim.objects.filter(state__in=STATES_OF_VIEW[View.HELD]).only(*BY_DEADLINE)


def identifiers_hidden(*, by: Actor) -> bool:
    """Whether the actor sees that there is a claim, but no member IDs and no file."""
    return by.level("claim.view") == "masked"


def _with_parties() -> QuerySet[Claim]:
    rows = Claim.objects.select_related("patient", "payer", "coverage__payer", "encounter", "batch", "corrects")
    return rows.defer("batch__content", "corrects__snapshot")


def _named(found: QuerySet[Claim], word: str) -> QuerySet[Claim]:
    return found.filter(patient__in=Patient.objects.filter(spoken_of(word.lower())).values("pk"))


def _tab(name: str, label: str, states: tuple[str, ...], sums: dict[str, tuple[int, int]]) -> Tab:
    known = [sums[state] for state in states if state in sums]
    return Tab(name, label, sum(count for count, _ in known), sum(amount for _, amount in known))


def payer_rules_visible(*, by: Actor) -> QuerySet[PayerRule]:
    """The rules that the practice wrote for its payers."""
    by.require("payer_rule.edit")
    return PayerRule.objects.select_related("payer", "written_by").order_by("payer__name", "number")


def rules_by_payer(*, by: Actor) -> dict[Payer, list[PayerRule]]:
    """The rules of each payer that has some."""
    books: dict[Payer, list[PayerRule]] = {}
    for rule in payer_rules_visible(by=by):
        books.setdefault(rule.payer, []).append(rule)
    return books
