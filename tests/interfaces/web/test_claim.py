"""The claim's page: findings beside fields, the money, the text as sent."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.encounters import a_signed_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import a_practice, an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.causes import BY_EDIT
from cleanclaim.apps.claims.models import ClaimFinding
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.interfaces.jobs.billing import encounter_bill
from cleanclaim.interfaces.web.claim_form import numbered


@pytest.fixture
def practice(db):
    return a_practice()


@pytest.fixture
def by(practice):
    with acting_as(system_actor(practice)) as actor, clock.at(date(2026, 9, 20)):
        yield actor


@pytest.fixture
def biller(practice, by, client):
    client.force_login(an_actor(practice, "biller").user)
    return client


def a_held_claim(by):
    patient = a_patient(covered=False, last_name="Alvarez")
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="12")
    return encounter_bill(encounter=a_signed_encounter(patient=patient), by=by)


def a_sealed_claim(by, *neighbors):
    claim = a_claim(state="ready")
    claims = [*neighbors, claim]
    services.batch_seal(claims=claims, receiver_id="SIMULATOR", is_test=True, by=by)
    claim.refresh_from_db()
    return claim


def test_a_finding_stands_beside_its_box_under_one_number(biller, by):
    page = biller.get(f"/claims/{a_held_claim(by).pk}/").content.decode()
    assert (
        '<div class="cc-f w2 is-bad"><dt><span class="cc-box">1a</span>Member ID<b class="cc-mark is-bad">1</b>' in page
    )
    assert "Medicare number not in MBI format" in page


def test_the_money_is_the_ledger_s(biller, by):
    claim = encounter_bill(encounter=a_signed_encounter(), by=by)
    money = biller.get(f"/claims/{claim.pk}/").context["money"]
    assert (money["open"], money["with_payers"], money["paid_by_payers"]) == (28_500, 28_500, 0)


def test_correcting_the_record_and_building_again_makes_it_ready(biller, by):
    claim = a_held_claim(by)
    claim.coverage.member_id = "1EG4TE5MK73"
    claim.coverage.save()
    biller.post(f"/claims/{claim.pk}/recheck/")
    claim.refresh_from_db()
    assert claim.state == "ready"


def test_the_text_as_sent_shows_this_patient_only(biller, by):
    neighbor = a_claim(state="ready", encounter=a_charged_encounter(patient=a_patient(last_name="Hale")))
    claim = a_sealed_claim(by, neighbor)
    text = biller.get(f"/claims/{claim.pk}/sent/").context["text"]
    assert f"CLM*{claim.control_number}*285" in text
    assert "NM1*IL*1*Whitaker" in text
    assert "Hale" not in text


def test_a_role_that_sees_claims_masked_sees_no_member_id_and_no_file(practice, by, client):
    claim = a_sealed_claim(by)
    client.force_login(an_actor(practice, "front_desk").user)
    assert claim.coverage.member_id not in client.get(f"/claims/{claim.pk}/").content.decode()
    assert client.get(f"/claims/{claim.pk}/sent/").status_code == 404


def test_billing_a_visit_leads_to_its_claim(practice, by, client):
    encounter = a_signed_encounter()
    client.force_login(an_actor(practice, "coder").user)
    answer = client.post(f"/encounters/{encounter.pk}/bill/")
    assert answer.url == f"/claims/{encounter.claims.get().pk}/"


def test_corrected_codes_reach_charges_and_the_unsent_claim(practice, by, client):
    claim = encounter_bill(encounter=a_signed_encounter(), by=by)
    client.force_login(an_actor(practice, "coder").user)
    codes = {"dx": ["E11.65"], "procedure": ["99213"], "modifiers": [""], "units": ["1"], "pointers": ["1"]}
    url = f"/encounters/{claim.encounter_id}/codes/"
    assert client.post(url, codes | {"save": "1", "reason": ""}).status_code == 422
    assert client.post(url, codes | {"save": "1", "reason": "Level 3 by the note"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.charge, claim.state) == (16_500, "ready")


def test_held_claims_follow_each_other_by_filing_limit(biller, by):
    first, second = a_held_claim(by), a_held_claim(by)
    context = biller.get(f"/claims/{first.pk}/").context
    assert (context["previous"], context["next"]) == (None, second)


def test_a_claim_from_a_file_has_no_visit_to_be_built_from(biller, by):
    claim = a_claim(state="edit_failed", was_clean_at_first=False, encounter_id=None, coverage=None)
    assert "Build again" not in biller.get(f"/claims/{claim.pk}/").content.decode()
    answer = biller.post(f"/claims/{claim.pk}/recheck/", follow=True)
    assert "came from a file" in answer.content.decode()


def test_a_billed_visit_leads_to_its_claim(biller, by):
    claim = a_held_claim(by)
    page = biller.get(f"/encounters/{claim.encounter_id}/").content.decode()
    assert f'href="/encounters/{claim.encounter_id}/claim/"' in page
    assert biller.get(f"/encounters/{claim.encounter_id}/claim/").url == f"/claims/{claim.pk}/"


def test_findings_of_one_edit_are_one_finding(biller, by):
    claim = a_held_claim(by)
    for line in (1, 2):
        ClaimFinding.objects.create(
            claim=claim, edit="LIN999", severity="warning", where=f"line {line}", path=f"lines[{line - 1}].charge",
            message="unusual charge",
        )  # fmt: skip
    page = biller.get(f"/claims/{claim.pk}/")
    assert [each.number for each in page.context["sections"][2].findings] == [2]
    assert "<li>Line 2: unusual charge.</li>" in page.content.decode()


def test_what_one_fix_mends_is_one_finding():
    fix = {"label": "Use 07", "path": "group_number", "value": "07", "safe": True}
    rows = [ClaimFinding(edit=edit, severity="error", autofix=fix) for edit in ("SUB001", "SUB002")]
    (cause,) = numbered(rows, {})
    assert (cause.edits, cause.labels) == (("SUB001", "SUB002"), ("Use 07",))


def test_what_was_not_checked_is_one_quiet_line_at_the_end(biller, by):
    page = biller.get(f"/claims/{a_held_claim(by).pk}/")
    assert page.content.decode().count("Not checked: the coverage (the desk can ask the payer)") == 1
    assert all(each.edits != ("Unchecked",) for part in page.context["sections"] for each in part.findings)


def test_why_leads_to_the_edit_and_back(biller, by):
    claim = a_held_claim(by)
    link = f"/edits/SUB002/?claim={claim.pk}"
    assert link in biller.get(f"/claims/{claim.pk}/").content.decode()
    page = biller.get(link)
    assert page.context["cause"].count == 1
    assert f'href="/claims/{claim.pk}/"' in page.content.decode()


def test_edits_have_their_pages(biller, by):
    for code in list(BY_EDIT)[::60]:
        assert biller.get(f"/edits/{code}/").status_code == 200
    assert biller.get("/edits/NONE/").status_code == 404
