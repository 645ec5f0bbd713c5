"""Edit gaps: claims that passed every edit at first and were rejected or denied, by payer, code and procedure."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Sum
from msgspec import Struct

from cleanclaim.apps.acknowledgments.models import ClaimAnswered
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.insight.measures import starts
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.codesets.playbook import advice
from cleanclaim.core.money import dollars

DAYS = 180
DRAFTS = {row["code"]: row for row in yaml.safe_load((Path(__file__).parent / "drafts.yaml").read_text("utf-8"))}
FILE_REJECTED = "999"


class Gap(Struct, frozen=True):
    """What no edit said before a payer did: `count` claims, `amount` cents; `code` as the payer gave it."""

    kind: str  # denial or rejection
    payer_id: int
    payer: str
    code: str
    words: str
    procedure: str
    count: int
    amount: int
    first: datetime
    last: datetime

    @property
    def draft(self) -> dict[str, Any] | None:
        """The parts of a rule that would have caught them; None where the answer suggests none."""
        found = next((DRAFTS[key] for key in _keys(self.code, self.kind) if key in DRAFTS), None)
        if found is None or not self.procedure:
            return None
        said = {name: found[name].format(payer=self.payer, procedure=self.procedure) for name in ("title", "message")}
        lost = f"{self.code} on {self.count} claim{'s' if self.count > 1 else ''}, {dollars(self.amount)}"
        return said | {
            "payer": self.payer_id, "field_1": "procedure", "words_1": self.procedure, "verb": "require",
            "then_field": found["then"], "fix": found["fix"], "why": f"{lost}, since {self.first:%b %-d, %Y}",
        }  # fmt: skip

    @property
    def is_whole(self) -> bool:
        """Whether the draft needs nothing more of a person than to look."""
        return any(DRAFTS[key]["is_whole"] for key in _keys(self.code, self.kind) if key in DRAFTS)


def edit_gaps(*, on: date, by: Actor) -> list[Gap]:
    """Of the answers of the last `DAYS`, by money at stake; what nobody could have prevented is no gap."""
    by.require("report.financial")
    since = starts(on - timedelta(days=DAYS))
    found = [*_denied(since), *_rejected(since), *_rejected_with_file(since)]
    return sorted(found, key=lambda gap: (-gap.amount, gap.payer, gap.code))


def claims_of_gap(*, payer_id: int, code: str, procedure: str, on: date, by: Actor) -> QuerySet[Claim]:
    """The claims of one gap."""
    by.require("claim.view")
    since = starts(on - timedelta(days=DAYS))
    claims = Claim.objects.filter(was_clean_at_first=True)
    if code == FILE_REJECTED:
        return _without_words(since).filter(payer=payer_id)
    reason, _, rarcs = code.partition(" ")
    if ":" in reason:
        category, status, *entity = reason.split(":")
        answers = _rejections(since).filter(claim=OuterRef("pk"), category=category, status=status)
        claims = claims.filter(Exists(answers.filter(entity="".join(entity))), payer=payer_id)
        return claims.filter(lines__number=1, lines__line__procedure=procedure) if procedure else claims
    group, _, carc = reason.partition("-")
    cases = _cases(since).filter(claim=OuterRef("pk"), group=group, carc=carc, rarcs=rarcs, payer=payer_id)
    return claims.filter(Exists(cases.filter(line__procedure=procedure)))


def _cases(since: datetime) -> QuerySet[DenialCase]:
    return DenialCase.objects.filter(opened_at__gte=since, claim__was_clean_at_first=True)


def _rejections(since: datetime) -> QuerySet[ClaimAnswered]:
    return ClaimAnswered.objects.filter(is_rejection=True, received_at__gte=since, claim__was_clean_at_first=True)


def _without_words(since: datetime) -> QuerySet[Claim]:
    """Rejected with their file (999): no answer says more of them."""
    claims = Claim.objects.filter(first_rejected_at__gte=since, was_clean_at_first=True)
    return claims.filter(~Exists(ClaimAnswered.objects.filter(claim=OuterRef("pk"), is_rejection=True)))


def _denied(since: datetime) -> list[Gap]:
    keys = ("payer", "payer__name", "group", "carc", "rarcs", "line__procedure")
    rows = _cases(since).order_by().values_list(*keys).annotate(
        Count("claim", distinct=True), Sum("amount"), Min("opened_at"), Max("opened_at")
    )  # fmt: skip
    gaps = []
    for payer, name, group, carc, rarcs, procedure, *sums in rows:
        play = advice(group, carc, rarcs.split())
        if play.preventable != "no":
            code = f"{group}-{carc} {rarcs}".strip()
            gaps.append(Gap("denial", payer, name, code, play.wording, procedure, *sums))
    return gaps


def _rejected(since: datetime) -> list[Gap]:
    first = _rejections(since).filter(claim__lines__number=1).order_by()
    keys = ("claim__payer", "claim__payer__name", "category", "status", "entity", "claim__lines__line__procedure")
    rows = first.values_list(*keys).annotate(
        Count("claim", distinct=True), Sum("claim__charge"), Min("received_at"), Max("received_at"), Min("words")
    )  # fmt: skip
    gaps = []
    for payer, name, category, status, entity, procedure, *sums, words in rows:
        code = ":".join((category, status, entity)).rstrip(":")
        gaps.append(Gap("rejection", payer, name, code, words.removeprefix(f"{code} "), procedure, *sums))
    return gaps


def _rejected_with_file(since: datetime) -> list[Gap]:
    rows = _without_words(since).order_by().values_list("payer", "payer__name").annotate(
        Count("pk"), Sum("charge"), Min("first_rejected_at"), Max("first_rejected_at")
    )  # fmt: skip
    words = "Rejected with its file: the 999 names segment and element"
    return [Gap("rejection", payer, name, FILE_REJECTED, words, "", *sums) for payer, name, *sums in rows]


def _keys(code: str, kind: str) -> list[str]:
    """How drafts.yaml may name it: the reason with one of its remarks, the reason, the status."""
    reason, *remarks = code.split()
    if kind == "rejection":
        return [f"status {part}" for part in reason.split(":")[1:2]]
    carc = reason.partition("-")[2]
    return [*(f"{carc} {remark}" for remark in remarks), carc]
