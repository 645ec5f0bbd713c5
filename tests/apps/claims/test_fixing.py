"""Fixes with undo: of one claim, and of one cause on many claims at once."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.causes import NO_FINDING, causes_held, claims_of_cause
from cleanclaim.apps.claims.errors import ClaimSent, FixNotPossible
from cleanclaim.apps.claims.models import Claim, ClaimFix
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.errors import NotPermitted

DASHED, MBI = "1EG4-TE5-MK73", "1EG4TE5MK73"


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(date(2026, 9, 20)):
        yield


def a_dashed_claim(by, **given):
    """Held by one finding with a safe fix: the card's dashes stand in the Medicare number."""
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id=DASHED)
    claim = a_claim(encounter=a_charged_encounter(patient=patient, **given))
    services.claim_scrub(claim=claim, by=by)
    return claim


def member_id(claim):
    claim.refresh_from_db()
    return unpack(claim).subscriber.member_id


def test_a_fix_makes_the_claim_ready_and_undo_holds_it_again(by):
    claim = a_dashed_claim(by)
    services.finding_fix(finding=claim.findings.get(edit="SUB002"), by=by)
    assert (claim.state, member_id(claim)) == ("ready", MBI)
    services.fix_undo(fix=claim.fixes.get(), by=by)
    assert (member_id(claim), claim.state, claim.findings.filter(edit="SUB002").count()) == (DASHED, "edit_failed", 1)


def test_both_the_fix_and_the_undo_are_on_record(by):
    claim = a_dashed_claim(by)
    services.claim_fix_safe(claim=claim, by=by)
    services.fix_undo(fix=claim.fixes.get(), by=by)
    kinds = ActivityEntry.objects.filter(what__startswith="claim_fix").values_list("what", flat=True)
    assert sorted(kinds) == ["claim_fix", "claim_fix_undo"]


def test_a_fix_is_taken_back_once(by):
    claim = a_dashed_claim(by)
    services.claim_fix_safe(claim=claim, by=by)
    services.fix_undo(fix=claim.fixes.get(), by=by)
    with pytest.raises(FixNotPossible):
        services.fix_undo(fix=claim.fixes.get(), by=by)


def test_what_was_changed_since_is_not_taken_back(by):
    claim = a_dashed_claim(by)
    services.claim_fix_safe(claim=claim, by=by)
    services.claim_fix(claim=claim, path="group_number", value="7", by=by)
    with pytest.raises(FixNotPossible):
        services.fix_undo(fix=claim.fixes.earliest("pk"), by=by)


def test_a_sent_claim_keeps_its_fix(by):
    claim = a_dashed_claim(by)
    services.claim_fix_safe(claim=claim, by=by)
    services.batch_seal(claims=[claim], receiver_id="SIMULATOR", is_test=True, by=by)
    with pytest.raises(ClaimSent):
        services.fix_undo(fix=ClaimFix.objects.select_related("claim").get(), by=by)
    assert member_id(claim) == MBI


def test_forty_claims_with_one_cause_are_fixed_at_once_and_back(by):
    claims = [a_dashed_claim(by) for _ in range(40)]
    (cause,) = causes_held(by=by)
    assert (cause.edit, cause.count, cause.mendable, cause.amount) == ("SUB002", 40, 40, 40 * claims[0].charge)
    fixed = services.findings_fix_all(edit="SUB002", by=by)
    assert (fixed.done, fixed.ready, fixed.held, fixed.left) == (40, 40, 0, 0)
    assert {member_id(claim) for claim in claims} == {MBI}
    assert causes_held(by=by) == []
    back = services.fixes_undo_all(act=fixed.act, by=by)
    assert (back.done, back.held) == (40, 40)
    assert {member_id(claim) for claim in claims} == {DASHED}


def test_a_claim_with_another_fault_is_fixed_and_stays_held(by):
    a_dashed_claim(by)
    a_dashed_claim(by, diagnoses=("M54.5",))
    fixed = services.findings_fix_all(edit="SUB002", by=by)
    assert (fixed.done, fixed.ready, fixed.held) == (2, 1, 1)
    assert "SUB002" not in {cause.edit for cause in causes_held(by=by)}


def test_undo_leaves_what_was_sent_since(by):
    claims = [a_dashed_claim(by) for _ in range(2)]
    act = services.findings_fix_all(edit="SUB002", by=by).act
    sent = Claim.objects.get(pk=claims[0].pk)
    services.batch_seal(claims=[sent], receiver_id="SIMULATOR", is_test=True, by=by)
    back = services.fixes_undo_all(act=act, by=by)
    assert (back.done, back.refused) == (1, 1)


def test_nothing_to_fix_is_said(by):
    with pytest.raises(FixNotPossible):
        services.findings_fix_all(edit="SUB002", by=by)


def test_who_does_not_work_on_claims_fixes_none(practice, by):
    a_dashed_claim(by)
    with pytest.raises(NotPermitted):
        services.findings_fix_all(edit="SUB002", by=an_actor(practice, "clinician"))


def test_a_claim_that_a_person_holds_is_a_cause_of_its_own(by):
    claim = a_claim(state="held")
    (cause,) = causes_held(by=by)
    assert (cause.edit, cause.count, cause.mendable) == (NO_FINDING, 1, 0)
    assert list(claims_of_cause(Claim.objects.filter(state="held"), NO_FINDING)) == [claim]


def test_a_cause_counts_a_claim_once_however_often_it_is_found(by):
    a_dashed_claim(by, diagnoses=("M54.5", "M54.5"))
    counts = {cause.edit: cause.count for cause in causes_held(by=by)}
    assert set(counts.values()) == {1}


def test_the_oldest_filing_limit_and_the_money_stand_with_the_cause(by):
    first = a_dashed_claim(by, service_on=date(2026, 9, 1))
    second = a_dashed_claim(by)
    (cause,) = causes_held(by=by, payer_id=first.payer_id)
    assert (cause.first_limit, cause.amount) == (first.filing_deadline, first.charge + second.charge)
    assert causes_held(by=by, payer_id=the_payer().pk) == []
