"""The list of claims, and acts on one."""

import re
from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.models import Claim, ClaimFinding
from cleanclaim.apps.claims.snapshot import unpack


@pytest.fixture
def biller(practice, by, browsing_as):
    return browsing_as(an_actor(practice, "biller"))


def test_a_saved_view_shows_its_claims_count_and_sum(biller):
    a_claim(state="edit_failed")
    a_claim(state="ready")
    page = biller.get("/claims/", {"view": "held"}).content.decode()
    assert "On hold, or not checked yet" in page
    assert "1 claims" in page
    assert "Send 1 ready claims" in page


def test_the_list_narrows_by_payer_number_and_patient(biller):
    claim = a_claim(encounter=a_charged_encounter(patient=a_patient(last_name="Hale")))
    a_claim()
    for asked in ({"q": "hale"}, {"q": claim.control_number.lower()}):
        page = biller.get("/claims/", asked).content.decode()
        assert claim.control_number in page
        assert "Whitaker" not in page
    assert "No claims here" in biller.get("/claims/", {"payer": the_payer("medicare").pk}).content.decode()


def test_the_list_costs_the_same_for_any_number_of_rows(biller, django_assert_max_num_queries):
    for _ in range(5):
        a_claim()
    with django_assert_max_num_queries(16):
        biller.get("/claims/")


def test_holding_wants_a_reason(biller):
    claim = a_claim(state="ready")
    assert biller.post(f"/claims/{claim.pk}/hold/", {"reason": ""}).status_code == 422
    assert biller.post(f"/claims/{claim.pk}/hold/", {"reason": "Waiting for the report"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.hold_reason) == ("held", "Waiting for the report")


def test_a_proposed_fix_is_one_press(biller):
    claim = a_claim(state="edit_failed", was_clean_at_first=False)
    fix = {"label": "Set to 2026-09-01", "path": "onset_on", "value": None, "safe": True}
    finding = ClaimFinding.objects.create(
        claim=claim, edit="CLM999", severity="error", where="claim", path="onset_on", message="x", autofix=fix
    )
    assert biller.post(f"/claims/findings/{finding.pk}/fix/").url == f"/claims/{claim.pk}/"


def test_a_refusal_is_said_on_the_claim(biller):
    claim = a_claim(state="sent")
    answer = biller.post(f"/claims/{claim.pk}/release/", follow=True)
    assert "cannot take release" in answer.content.decode()


def test_a_clinician_looks_but_does_not_touch(practice, by, browsing_as):
    doctor, claim = browsing_as(an_actor(practice, "clinician")), a_claim(state="ready")
    assert doctor.get("/claims/").status_code == 200
    assert doctor.post(f"/claims/{claim.pk}/hold/", {"reason": "No"}).status_code == 404


def test_a_typed_value_goes_where_the_finding_points(biller):
    claim = a_claim(state="edit_failed", was_clean_at_first=False)
    finding = ClaimFinding.objects.create(
        claim=claim, edit="CLM999", severity="error", where="claim", path="onset_on", message="x"
    )
    biller.post(f"/claims/findings/{finding.pk}/value/", {"value": "2026-09-01"})
    claim.refresh_from_db()
    assert unpack(claim).onset_on == date(2026, 9, 1)


def test_a_value_that_does_not_fit_is_refused_in_words(biller):
    claim = a_claim(state="edit_failed", was_clean_at_first=False)
    finding = ClaimFinding.objects.create(
        claim=claim, edit="CLM999", severity="error", where="claim", path="onset_on", message="x"
    )
    answer = biller.post(f"/claims/findings/{finding.pk}/value/", {"value": "last week"}, follow=True)
    assert "does not fit onset on" in answer.content.decode()
    assert "Put in" in answer.content.decode()


def a_dashed_claim(by):
    """Held by one finding with a safe fix."""
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="1EG4-TE5-MK73")
    claim = a_claim(encounter=a_charged_encounter(patient=patient))
    with clock.at(date(2026, 9, 20)):
        services.claim_scrub(claim=claim, by=by)
    return claim


def test_held_claims_stand_below_what_holds_them(biller, by):
    claim = a_dashed_claim(by)
    context = biller.get("/claims/?view=held").context
    assert (context["opened"].edit, context["opened"].count, context["page"].rows) == ("SUB002", 1, [claim])


def test_a_cause_is_closed_and_another_opened(biller, by):
    a_dashed_claim(by)
    other = a_claim(state="held")
    assert biller.get("/claims/?view=held&finding=none").context["page"] is None
    assert biller.get("/claims/?view=held&finding=other").context["page"].rows == [other]


def test_one_cause_is_fixed_on_all_claims_and_taken_back(biller, by):
    claims = [a_dashed_claim(by) for _ in range(3)]
    page = biller.post("/claims/held/SUB002/fix-all/", follow=True).content.decode()
    assert "3 claims fixed: 3 are ready to send." in page
    undo = re.search(r'action="(/claims/fixes/\w+/undo-all/)"', page)[1]
    assert "Fix taken back on 3 claims." in biller.post(undo, follow=True).content.decode()
    assert {Claim.objects.get(pk=claim.pk).state for claim in claims} == {"edit_failed"}


def test_a_fix_is_followed_by_its_undo(biller, by):
    claim = a_dashed_claim(by)
    page = biller.post(f"/claims/{claim.pk}/fixes/", follow=True).content.decode()
    undo = f"/claims/fixes/{claim.fixes.get().pk}/undo/"
    assert page.count(f'action="{undo}"') == 2  # in the bar, and as long as nothing has changed the claim
    biller.post(undo)
    claim.refresh_from_db()
    assert claim.state == "edit_failed"


def test_held_causes_cost_the_same_for_any_number_of_claims(biller, by, django_assert_max_num_queries):
    for _ in range(5):
        a_dashed_claim(by)
    with django_assert_max_num_queries(22):
        biller.get("/claims/?view=held")
