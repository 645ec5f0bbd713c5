"""Held claims by what holds them: an edit's findings on many claims are one cause."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum
from msgspec import Struct

from cleanclaim.apps.claims.choices import STATES_OF_VIEW, UNSENT, View
from cleanclaim.apps.claims.models import Claim, ClaimFinding, ClaimFix, PayerRule
from cleanclaim.apps.claims.services.unwritable import UNWRITABLE
from cleanclaim.apps.claims.snapshot import fingerprint
from cleanclaim.apps.claims.written import rule_read
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.edits import ALL_EDITS, Severity

BY_EDIT = {edit.code: edit for edit in ALL_EDITS}
TITLES = {edit.code: edit.title for edit in ALL_EDITS} | {UNWRITABLE: "Cannot be written as an 837"}
NO_FINDING = "other"  # held by a person, or not checked yet
HELD = STATES_OF_VIEW[View.HELD]


def titles_of(edits: Iterable[str]) -> dict[str, str]:
    """The titles of edits, and of the practice's own rules where their codes are among them."""
    if not any(edit.startswith("PR-") for edit in edits):
        return TITLES
    return TITLES | {rule.code: rule.title for rule in map(rule_read, PayerRule.objects.all())}


class Cause(Struct, frozen=True):
    """Held claims with findings of one edit; `amount` in cents, `mendable` of them have a safe fix waiting."""

    edit: str
    title: str
    count: int
    amount: int
    first_limit: date | None
    mendable: int = 0

    @property
    def has_page(self) -> bool:
        """Whether the edit has a page that says why."""
        return self.edit in BY_EDIT


def causes_held(*, by: Actor, payer_id: int | None = None) -> list[Cause]:
    """What holds claims, by money at stake; what no finding holds comes last."""
    by.require("claim.view")
    found = _causes_of(payer_id) if payer_id else _causes()
    titles = titles_of(edit for edit, *_ in found)
    causes = [Cause(edit, titles.get(edit, edit), *sums) for edit, *sums in found]
    return [*sorted(causes, key=lambda cause: (-cause.amount, cause.edit)), *_without_finding(payer_id)]


@asked_often
def _causes() -> QuerySet[ClaimFinding]:
    return _by_edit(_holding())


@asked_often
def _causes_of(payer_id: int) -> QuerySet[ClaimFinding]:
    return _by_edit(_holding().filter(claim__payer=payer_id))


def _by_edit(rows: QuerySet[ClaimFinding]) -> QuerySet[ClaimFinding]:
    return rows.order_by().values_list("edit").annotate(
        count=Count("*"), amount=Sum("claim__charge"), first=Min("claim__filing_deadline"),
        mendable=Count("pk", filter=Q(is_mendable=True)),
    )  # fmt: skip


def claims_of_cause(held: QuerySet[Claim], edit: str) -> QuerySet[Claim]:
    """Those of held claims that an edit holds; of `NO_FINDING` those that none does."""
    findings = _faults().filter(claim=OuterRef("pk"))
    return held.filter(~Exists(findings)) if edit == NO_FINDING else held.filter(Exists(findings.filter(edit=edit)))


def claims_mendable(*, edit: str, by: Actor, payer_id: int | None = None) -> QuerySet[Claim]:
    """Held claims on which a safe fix of the edit waits, the oldest filing limit first."""
    by.require("claim.view")
    waiting = _faults().filter(claim=OuterRef("pk"), edit=edit, is_mendable=True)
    claims = Claim.objects.filter(Exists(waiting), state="edit_failed")
    if payer_id:
        claims = claims.filter(payer=payer_id)
    return claims.select_related("payer", "coverage", "encounter").order_by("filing_deadline", "pk")


def last_fix(claim: Claim) -> ClaimFix | None:
    """The last fix of an unsent claim, where nothing has changed the claim since: it can be taken back."""
    last = next(iter(_fixes(claim.pk)), None) if claim.state in UNSENT else None
    return last if last and last.undone_at is None and last.after == fingerprint(claim) else None


@asked_often
def _fixes(claim_id: int) -> QuerySet[ClaimFix]:
    return ClaimFix.objects.filter(claim=claim_id).order_by("-pk")[:1]


def _faults() -> QuerySet[ClaimFinding]:
    """Findings for which a person must act, each edit once a claim."""
    return ClaimFinding.objects.filter(leads=True, override_reason="").exclude(severity=Severity.INFO.value)


def _holding() -> QuerySet[ClaimFinding]:
    return _faults().filter(claim__state__in=HELD)


def _without_finding(payer_id: int | None) -> list[Cause]:
    found = _unexplained_of(payer_id) if payer_id else _unexplained()
    return [Cause(NO_FINDING, "On hold, or not checked yet", *sums) for sums in found]


@asked_often
def _unexplained() -> QuerySet[Claim]:
    return _together(Claim.objects.filter(state__in=HELD))


@asked_often
def _unexplained_of(payer_id: int) -> QuerySet[Claim]:
    return _together(Claim.objects.filter(state__in=HELD, payer=payer_id))


def _together(held: QuerySet[Claim]) -> QuerySet[Claim]:
    rows = claims_of_cause(held, NO_FINDING).order_by().values("practice")
    sums = rows.annotate(count=Count("*"), amount=Sum("charge"), first=Min("filing_deadline"))
    return sums.values_list("count", "amount", "first")
