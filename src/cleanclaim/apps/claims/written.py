"""What a practice wrote down of its payers, as the core reads it: rules by payer, and which edits are on."""

import re
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from msgspec.structs import replace

from cleanclaim.apps.claims.models import EditChoice, PayerRule
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.edits.payer_rule import PayerRule as Rule
from cleanclaim.core.edits.payer_rules_file import payer_rules_of
from cleanclaim.core.edits.selection import Choice, Selection

_NOT_IN_NAMES = re.compile(r"[^A-Z0-9]")
LONGEST = 12


def short_name(payer: Payer) -> str:
    """What the payer is called in the codes of its rules: its payer ID, capital letters and digits."""
    name = _NOT_IN_NAMES.sub("", payer.payer_id.upper())[:LONGEST]
    return name if len(name) > 1 else f"P{payer.pk}"


def rule_read(row: PayerRule) -> Rule:
    """The rule with the days of its row; one that is off keeps the days of its text."""
    rule = _read(row.text)
    return replace(rule, first=row.effective_from, last=row.effective_to) if row.effective_from else rule


def rules_switched_on(payer_id: int) -> tuple[Rule, ...]:
    """The payer's rules that have a first day; the core looks which of them hold on the day of a claim."""
    return tuple(rule_read(row) for row in _switched_on(payer_id))


def selection_on(day: date) -> Selection:
    """The practice's choices of edits for claims of a day of service."""
    return Selection(tuple(_choice(row) for row in _choices(day)))


@lru_cache(maxsize=2_000)
def _read(text: str) -> Rule:
    return payer_rules_of(text, file="payer rule")[0]


@asked_often
def _switched_on(payer_id: int) -> QuerySet[PayerRule]:
    return PayerRule.objects.filter(payer=payer_id, effective_from__isnull=False).order_by("number")


@asked_often
def _choices(day: date) -> QuerySet[EditChoice]:
    return EditChoice.objects.on(day).select_related("payer").order_by("pk")


def _choice(row: EditChoice) -> Choice:
    return Choice(
        select=tuple(row.select),
        ignore=tuple(row.ignore),
        warn=tuple(row.warn),
        keep=tuple(row.keep),
        payer_id=row.payer.payer_id if row.payer else "",
        group_number=row.group_number,
        specialty=row.specialty,
    )
