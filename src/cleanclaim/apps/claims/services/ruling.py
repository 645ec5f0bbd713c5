"""Rules for a payer: written, switched on and retired by the practice manager."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.errors import RuleNotUsable
from cleanclaim.apps.claims.models import PayerRule
from cleanclaim.apps.claims.written import short_name
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.edits.payer_rule import PayerRule as Rule
from cleanclaim.core.edits.payer_rules_file import PayerRulesWrong, examples_failed, payer_rules_of

WRITES_RULES = "payer_rule.edit"


@transaction.atomic
def payer_rule_write(*, payer: Payer, text: str, why: str, by: Actor, rule: PayerRule | None = None) -> PayerRule:
    """Keep a rule, or write one anew that was never on; it finds nothing until it is switched on.

    Raises RuleNotUsable when the core cannot read it, its examples fail, or its number is another rule's.
    """
    by.require(WRITES_RULES)
    read = rule_checked(payer, text)
    if rule is not None and rule.effective_from:
        raise RuleNotUsable(f"{read.code} has judged claims: retire it, and write another.")
    same = PayerRule.objects.filter(payer=payer, number=read.number).exclude(pk=rule.pk if rule else None)
    if same.exists():
        raise RuleNotUsable(f"Number {read.number} is another rule of {payer}.", "number")
    row = rule or PayerRule(practice=by.practice, payer=payer)
    row.number, row.title, row.text, row.why = read.number, read.title, text, why
    row.written_by, row.written_at = by.user, clock.now()
    row.save()
    activity_record(subject=row, what="payer_rule_write", words=f"{read.code} written: {read.title}", by=by, why=why)
    return row


@transaction.atomic
def payer_rule_switch(*, rule: PayerRule, by: Actor, first: date | None = None, last: date | None = None) -> PayerRule:
    """Switch a rule on for services from `first`, or retire it after those of `last`; both are days of service."""
    by.require(WRITES_RULES)
    if first is not None:
        if rule.effective_from:
            raise RuleNotUsable(f"It is on since {rule.effective_from}: retire it, and write another.", "first")
        rule.effective_from = first
    if last is not None:
        if not rule.effective_from or last < rule.effective_from - timedelta(days=1):
            raise RuleNotUsable("The last day is before the first.", "last")
        rule.effective_to = last
    rule.save(update_fields=["effective_from", "effective_to"])
    words = f"on for services from {first}" if first else f"retired after services of {last}"
    activity_record(subject=rule, what="payer_rule_switch", words=f"{rule.title}: {words}", by=by, why=rule.why)
    return rule


def rule_checked(payer: Payer, text: str) -> Rule:
    """The one rule of a text for the payer, its examples run.  Raises RuleNotUsable with the key that is wrong."""
    try:
        rules = payer_rules_of(text, file=payer.name)
    except PayerRulesWrong as wrong:
        raise RuleNotUsable(wrong.reason, wrong.key) from wrong
    if len(rules) != 1 or rules[0].payer != short_name(payer):
        raise RuleNotUsable(f"Write one rule, of payer {short_name(payer)}.", "payer")
    for failed in examples_failed(rules, codesets=codesets()):
        raise RuleNotUsable(failed.partition(", ")[2], "examples")
    return rules[0]


def next_number(payer: Payer) -> int:
    """Of the payer's next rule; numbers are never given again."""
    return (PayerRule.objects.filter(payer=payer).aggregate(last=Max("number"))["last"] or 0) + 1
