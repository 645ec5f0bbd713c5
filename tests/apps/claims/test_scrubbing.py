"""The edits decide whether a claim leaves; a person fixes, overrides or holds."""

from datetime import date

import pytest
from tests.builders.claims import a_claim, a_scrubbed_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.errors import ClaimSent, FixNotPossible, OverrideNotPossible
from cleanclaim.apps.claims.models import ClaimFinding
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.errors import AboveLimit, NotPermitted
from cleanclaim.apps.worklist.models import WorkItem


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(date(2026, 9, 20)):
        yield


def a_held_claim(by):
    """Its Medicare plan has a number that cannot be one."""
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="12")
    return a_scrubbed_claim(by, patient=patient)


def a_warning(claim):
    return ClaimFinding.objects.create(
        claim=claim, edit="LIN999", severity="warning", where="line 1", path="lines[0].charge", message="unusual charge"
    )


def test_a_clean_claim_is_ready_at_once(by):
    claim = a_scrubbed_claim(by)
    assert (claim.state, claim.was_clean_at_first) == ("ready", True)


def test_a_claim_with_an_error_is_held_and_becomes_work(by):
    claim = a_held_claim(by)
    item = WorkItem.objects.get(kind="claim_held")
    assert (claim.state, claim.was_clean_at_first) == ("edit_failed", False)
    assert (item.amount, item.deadline, item.role) == (claim.charge, claim.filing_deadline, "biller")
    assert "Medicare" in item.reason


def test_a_finding_keeps_its_place_on_the_form(by):
    finding = a_held_claim(by).findings.get(edit__startswith="SUB")
    assert (finding.path, finding.box) == ("subscriber.member_id", "1a")


def test_correcting_the_record_and_building_again_makes_it_ready(by):
    claim = a_held_claim(by)
    claim.coverage.member_id = "1EG4TE5MK73"
    claim.coverage.save()
    services.claim_rebuild(claim=claim, by=by)
    services.claim_scrub(claim=claim, by=by)
    assert claim.state == "ready"
    assert WorkItem.objects.get(kind="claim_held").closed_at is not None


def test_a_typed_value_fixes_the_form(by):
    claim = a_held_claim(by)
    services.claim_fix(claim=claim, path="subscriber.member_id", value="1EG4TE5MK73", by=by)
    assert unpack(claim).subscriber.member_id == "1EG4TE5MK73"
    assert claim.state == "ready"


def test_a_typed_day_becomes_a_day(by):
    claim = a_held_claim(by)
    services.claim_fix(claim=claim, path="onset_on", value="2026-09-01", by=by)
    assert unpack(claim).onset_on == date(2026, 9, 1)


def test_what_does_not_fit_is_refused_and_nothing_changes(by):
    claim = a_held_claim(by)
    with pytest.raises(FixNotPossible, match="does not fit onset on"):
        services.claim_fix(claim=claim, path="onset_on", value="last week", by=by)
    claim.refresh_from_db()
    assert claim.state == "edit_failed"


def test_codes_are_not_changed_on_the_form(by):
    with pytest.raises(FixNotPossible, match="a coder's to change"):
        services.claim_fix(claim=a_held_claim(by), path="lines[0].procedure", value="99215", by=by)


def test_a_warning_is_overridden_with_a_reason(by, practice):
    claim = a_claim(state="edit_failed", was_clean_at_first=False)
    person = an_actor(practice, "manager")
    services.finding_override(finding=a_warning(claim), reason="The fee is right", by=person)
    assert {row.overridden_by for row in claim.findings.exclude(severity="info")} <= {person.user}


def test_above_the_limit_another_person_overrides(by, practice):
    finding = a_warning(a_claim(state="edit_failed", was_clean_at_first=False))
    with pytest.raises(AboveLimit, match="Ask the manager"):
        services.finding_override(finding=finding, reason="The fee is right", by=an_actor(practice, "biller"))


def test_an_error_is_not_overridden(by):
    finding = a_held_claim(by).findings.get(edit__startswith="SUB")
    with pytest.raises(OverrideNotPossible, match="is an error"):
        services.finding_override(finding=finding, reason="It is fine", by=by)


def test_a_held_claim_waits_with_its_reason_until_released(by):
    claim = a_scrubbed_claim(by)
    services.claim_hold(claim=claim, reason="Waiting for the operative report", by=by, review_on=date(2026, 10, 1))
    assert WorkItem.objects.get(kind="claim_on_hold").deadline == date(2026, 10, 1)
    assert services.claim_release(claim=claim, by=by).state == "ready"
    assert WorkItem.objects.get(kind="claim_on_hold").closed_at is not None


def test_a_sent_claim_is_neither_fixed_nor_held(by):
    claim = a_claim(state="sent")
    with pytest.raises(ClaimSent):
        services.claim_fix(claim=claim, path="onset_on", value="2026-09-01", by=by)


def test_what_the_format_cannot_carry_stops_one_claim_not_the_batch(by):
    claim = a_scrubbed_claim(by, patient=a_patient(last_name="O~Neil"))
    assert claim.state == "edit_failed"
    assert "cannot be written" in claim.findings.get(edit="X12001").message


def test_a_clinician_does_not_scrub(practice, by):
    claim = a_claim()
    with pytest.raises(NotPermitted):
        services.claim_scrub(claim=claim, by=an_actor(practice, "clinician"))


def test_what_could_not_be_checked_is_one_short_line(by):
    finding = a_scrubbed_claim(by).findings.get(edit="Unchecked")
    assert finding.message.startswith("the coverage (the desk can ask the payer), ")
    assert finding.message.endswith(" facts that the practice has no record of")
    assert finding.fix.endswith(" more.")
