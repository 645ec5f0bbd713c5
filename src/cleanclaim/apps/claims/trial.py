"""A payer rule tried on claims that are made already: what it would have caught, and what became of those."""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.apps.claims.models import Claim, PayerRule
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.claims.written import rule_read
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.edits.payer_rules import broken

DAYS = 31
SHOWN = 10
READ = ("snapshot", "charge", "first_rejected_at", "was_denied_at_first")


class Trial(Struct, frozen=True):
    """Claims made since a day: how many were looked at and caught, the cents charged on those, the first rows."""

    since: date
    looked_at: int
    caught: int
    amount: int
    rejected: int
    denied: int
    shown: tuple[Claim, ...] = ()

    @property
    def unharmed(self) -> int:
        """Caught, and neither rejected nor denied: held without need."""
        return self.caught - self.rejected - self.denied


def payer_rule_trial(*, rule: PayerRule, on: date, by: Actor) -> Trial:
    """The rule on every claim to its payer that was made in the `DAYS` before `on`, whatever its own days are."""
    by.require("payer_rule.edit")
    since = on - timedelta(days=DAYS)
    always = replace(rule_read(rule), first=date.min, last=None)
    claims = Claim.objects.filter(payer=rule.payer_id, created_at__date__gte=since).order_by("-created_at", "-pk")
    looked_at, caught = 0, []
    for claim in claims.only(*READ).iterator(chunk_size=500):
        looked_at += 1
        if any(broken(unpack(claim), [always])):
            caught.append(claim)
    rows = Claim.objects.select_related("patient").defer("snapshot").in_bulk([claim.pk for claim in caught[:SHOWN]])
    rejected = [claim for claim in caught if claim.first_rejected_at]
    denied = [claim for claim in caught if claim.was_denied_at_first and not claim.first_rejected_at]
    return Trial(
        since, looked_at, len(caught), sum(claim.charge for claim in caught), len(rejected), len(denied),
        tuple(rows[claim.pk] for claim in caught[:SHOWN]),
    )  # fmt: skip
