"""Rules that a practice writes for a payer: kept, switched on by date, and judging claims of those days."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.causes import causes_held
from cleanclaim.apps.claims.errors import RuleNotUsable
from cleanclaim.apps.claims.services.ruling import next_number
from cleanclaim.apps.claims.written import short_name
from cleanclaim.apps.practices.errors import NotPermitted

TODAY = date(2026, 9, 20)
RULE = """\
payer: "{payer}"
rules:
  - number: {number}
    title: An authorization for every visit
    from: 2026-01-01
    when: {{procedure: "99*"}}
    require: {{"REF*G1": "*"}}
    message: the payer wants an authorization
    fix: Ask for it.
    examples:
      fail: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}]}}]
      pass: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}], auth: A123}}]
"""


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(TODAY):
        yield


def a_rule(by, **changes):
    payer = the_payer()
    text = RULE.format(payer=short_name(payer), number=next_number(payer))
    for old, new in changes.items():
        text = text.replace(old, new)
    return services.payer_rule_write(payer=payer, text=text, why="Denied twice in August", by=by)


def scrubbed(by):
    claim = a_claim(encounter=a_charged_encounter())
    services.claim_scrub(claim=claim, by=by)
    return claim


def test_a_rule_that_is_not_on_finds_nothing(by):
    a_rule(by)
    assert scrubbed(by).state == "ready"


def test_a_rule_that_is_on_holds_the_claim_with_its_title(by):
    services.payer_rule_switch(rule=a_rule(by), first=date(2026, 9, 1), by=by)
    claim = scrubbed(by)
    finding = claim.findings.get(edit__startswith="PR-")
    assert (claim.state, finding.edit) == ("edit_failed", f"PR-{short_name(claim.payer)}-1")
    assert [cause.title for cause in causes_held(by=by)] == ["An authorization for every visit"]


@pytest.mark.parametrize(("first", "last"), [(date(2026, 12, 1), None), (date(2026, 1, 1), date(2026, 1, 31))])
def test_a_rule_holds_for_services_of_its_days(by, first, last):
    rule = services.payer_rule_switch(rule=a_rule(by), first=first, by=by)
    if last:
        services.payer_rule_switch(rule=rule, last=last, by=by)
    assert scrubbed(by).state == "ready"


def test_an_edit_is_left_out_for_a_payer(by):
    services.payer_rule_switch(rule=a_rule(by), first=date(2026, 9, 1), by=by)
    choice = services.edit_choice_write(
        payer=the_payer(), ignore=["PR-"], why="Under review", first=date(2026, 1, 1), by=by
    )
    assert scrubbed(by).state == "ready"
    services.edit_choice_end(choice=choice, last=date(2026, 1, 31), by=by)
    assert scrubbed(by).state == "edit_failed"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("when: {procedure", "when: {shoe", "when"),
        ("auth: A123", 'pos: "11"', "examples"),
        ("number: 1", "number: one", "number"),
        ('payer: "', 'payer: "X', "payer"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_its_key(by, old, new, key):
    with pytest.raises(RuleNotUsable) as refused:
        a_rule(by, **{old: new})
    assert refused.value.key == key


def test_numbers_are_not_given_twice_and_a_rule_that_was_on_is_not_rewritten(by):
    rule = services.payer_rule_switch(rule=a_rule(by), first=TODAY, by=by)
    with pytest.raises(RuleNotUsable, match="Number 1"):
        services.payer_rule_write(payer=rule.payer, text=rule.text, why="Again", by=by)
    with pytest.raises(RuleNotUsable, match="retire it"):
        services.payer_rule_write(payer=rule.payer, text=rule.text, why="Again", rule=rule, by=by)
    assert a_rule(by).number == 2


def test_only_a_manager_writes_rules_and_who_did_is_kept(by, practice):
    manager = an_actor(practice, "manager")
    assert a_rule(manager).written_by == manager.user
    assert ActivityEntry.objects.filter(what="payer_rule_write", why="Denied twice in August").count() == 1
    with pytest.raises(NotPermitted):
        a_rule(an_actor(practice, "biller"))


def test_an_edit_that_is_none_is_not_left_out(by):
    with pytest.raises(RuleNotUsable, match="NOPE"):
        services.edit_choice_write(ignore=["NOPE"], why="?", first=TODAY, by=by)
