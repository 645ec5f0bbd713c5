"""Reads of the denials app."""

from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Sum
from msgspec import Struct

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import subject_of
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.choices import OPEN
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.codesets.playbook import advice

BY_DEADLINE = ("deadline", "pk")


class Cause(Struct, frozen=True):
    """Open cases of one reason; `amount` in cents, `first_limit` the earliest deadline."""

    group: str
    carc: str
    words: str
    count: int
    amount: int
    first_limit: date | None
    preventable: str

    @property
    def reason(self) -> str:
        return f"{self.group}-{self.carc}"


class Record(Struct, frozen=True):
    """How decided cases of a payer and reason ended."""

    won: int
    decided: int


def denial_cases(*, by: Actor) -> QuerySet[DenialCase]:
    """Every case with its claim and payer."""
    by.require("claim.view")
    return DenialCase.objects.select_related("claim__payer", "claim__patient", "payer", "line", "answer")


def denial_cases_open(*, by: Actor) -> QuerySet[DenialCase]:
    """Cases somebody still has to do something about."""
    return denials_visible(by=by).filter(state__in=OPEN)


def denials_visible(*, by: Actor) -> QuerySet[DenialCase]:
    """The cases of the practice, for who sees more than the own or masked claims."""
    cases = denial_cases(by=by)
    return cases if by.sees_all("claim.view") else cases.none()


def denials_of_claim(*, claim: Claim, by: Actor) -> QuerySet[DenialCase]:
    """The claim's cases, by line."""
    return denial_cases(by=by).filter(claim=claim).order_by("line_id", "pk")


def denials_by_cause(*, by: Actor) -> list[Cause]:
    """The open cases grouped by reason, the most money first."""
    rows = denial_cases_open(by=by).select_related(None).values("group", "carc")
    sums = rows.annotate(count=Count("pk"), amount=Sum("amount"), first_limit=Min("deadline")).order_by("-amount")
    return [_cause(row) for row in sums]


def record_of(*, case: DenialCase, by: Actor) -> Record:
    """How the payer's other denials for this reason ended."""
    cases = denial_cases(by=by).filter(payer=case.payer_id, group=case.group, carc=case.carc)
    ended = cases.exclude(closed_at=None).exclude(pk=case.pk)
    counts = ended.aggregate(decided=Count("pk"), won=Count("pk", filter=Q(outcome__startswith="Overturned")))
    return Record(won=counts["won"], decided=counts["decided"])


def history_of(*, case: DenialCase, by: Actor) -> QuerySet[ActivityEntry]:
    """What happened to the case and its claim, newest first."""
    by.require("claim.view")
    return ActivityEntry.objects.filter(subject__in=(subject_of(case), subject_of(case.claim)))[:20]


def _cause(row: dict) -> Cause:
    play = advice(row["group"], row["carc"])
    return Cause(**row, words=play.wording, preventable=play.preventable)
