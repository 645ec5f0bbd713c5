"""The manager's screens of payer rules: words become a rule, errors stand beside their fields."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim, a_payer_rule
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims.composed import PARTS, Composed, sentence, text_of, words_of
from cleanclaim.apps.claims.models import PayerRule
from cleanclaim.apps.claims.services.ruling import rule_checked
from cleanclaim.apps.claims.trial import payer_rule_trial
from cleanclaim.apps.claims.written import rule_read, short_name

TODAY = date(2026, 9, 20)
WORDS = {
    "title": "Video without 95", "field_1": "procedure", "words_1": "99212-99215", "field_2": "place", "words_2": "10",
    "verb": "require", "then_field": "modifier", "then_words": "95", "severity": "error", "message": "95 on a video",
    "fix": "Add 95.", "why": "Denied in August",
}  # fmt: skip


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(TODAY):
        yield


@pytest.fixture
def manager(practice, browsing_as):
    return browsing_as(an_actor(practice, "manager"))


@pytest.mark.parametrize("is_forbidden", [False, True])
@pytest.mark.parametrize("name", PARTS)
def test_every_part_makes_a_rule_whose_own_examples_hold(by, name, is_forbidden):
    payer = the_payer()
    when = {"procedure": ["99*"]} if name != "procedure" else {"modifier": ["95"]}
    then = (name, [PARTS[name].samples[0]])
    text = text_of(Composed(short_name(payer), 1, "T", "error", when, is_forbidden, then, "m", "f", TODAY))
    assert rule_checked(payer, text).code.endswith("-1")


def test_words_become_a_rule_that_reads_as_they_were_written(by, manager):
    manager.post("/claims/rules/new/", WORDS | {"payer": the_payer().pk})
    rule = PayerRule.objects.get()
    said = "When the procedure is 99212-99215 and the place of service is 10, require a modifier 95."
    assert (sentence(rule_read(rule)), rule.why) == (said, "Denied in August")
    assert manager.get(f"/claims/rules/{rule.pk}/change/").context["form"].initial["words_2"] == "10"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"words_1": "9921"}, "words_1", "9921 cannot be the procedure"),
        ({"field_2": "procedure"}, "field_2", "Named above"),
        ({"then_field": "place", "then_words": "11"}, None, "contradicts"),
    ],
)
def test_an_error_stands_beside_its_field_while_it_is_written(by, manager, changes, field, says):
    answer = manager.post("/claims/rules/check/", WORDS | {"payer": the_payer().pk} | changes)
    said = answer.context["said"][field] if field else answer.context["whole"]
    assert says in said[0]
    assert manager.post("/claims/rules/new/", WORDS | {"payer": the_payer().pk} | changes).status_code == 422


@pytest.mark.parametrize(("typed", "words"), [("j209", ["J20.9"]), ("M54*, I10", ["M54*", "I10"]), ("", ["*"])])
def test_a_diagnosis_has_its_point(typed, words):
    assert words_of(typed, PARTS["diagnosis"]) == words


def test_an_empty_field_is_not_wrong_yet(by, manager):
    answer = manager.post("/claims/rules/check/", {"payer": the_payer().pk})
    assert not any(answer.context["said"].values())


def test_a_trial_tells_what_became_of_the_claims_it_would_have_caught(by):
    rule = a_payer_rule()
    fine, rejected, denied = (a_claim(encounter=a_charged_encounter(), state="closed") for _ in range(3))
    rejected.first_rejected_at = clock.now()
    denied.was_denied_at_first = True
    for claim in (rejected, denied):
        claim.save()
    trial = payer_rule_trial(rule=rule, on=TODAY, by=by)
    assert (trial.looked_at, trial.caught, trial.rejected, trial.denied, trial.unharmed) == (3, 3, 1, 1, 1)
    assert trial.amount == sum(claim.charge for claim in (fine, rejected, denied))
    assert fine in trial.shown


def test_a_rule_is_switched_on_and_retired_on_its_page(by, manager):
    rule = a_payer_rule()
    manager.post(f"/claims/rules/{rule.pk}/on/", {"first": "2026-09-20"})
    assert manager.post(f"/claims/rules/{rule.pk}/retire/", {"last": "2025-01-01"}).status_code == 422
    manager.post(f"/claims/rules/{rule.pk}/retire/", {"last": "2026-09-30"})
    rule.refresh_from_db()
    assert (rule.effective_from, rule.effective_to) == (TODAY, date(2026, 9, 30))
    assert b"Will be on" not in manager.get("/claims/rules/").content
