"""The manager's screens of edits: found by a search, switched off or softened for some claims, and back on."""

from datetime import date, timedelta

import pytest
from tests.builders.claims import a_scrubbed_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.claims.models import ClaimFinding, EditChoice
from cleanclaim.apps.claims.services.scrubbing import _codes
from cleanclaim.apps.claims.standing import edits_standing, found_lately
from cleanclaim.apps.practices.errors import NotPermitted

TODAY = date(2026, 9, 20)
EDIT = "SUB002"
OFF = {"setting": "ignore", "since": "day", "first": "2026-09-01", "why": "This plan takes any number"}


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(TODAY):
        yield


@pytest.fixture
def manager(practice, browsing_as):
    return browsing_as(an_actor(practice, "manager"))


def a_claim_with_a_wrong_number(by):
    """Of Medicare, whose numbers have a form."""
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="12")
    return a_scrubbed_claim(by, patient=patient)


def listed(manager, **asked):
    """{code: what the list says of it}"""
    return {row.edit.code: (row.shown[2], row.narrow) for row in manager.get("/claims/edits/", asked).context["rows"]}


def severity_now(by):
    """Of the finding on a claim that is checked now; None where nothing is found."""
    findings = a_claim_with_a_wrong_number(by).findings
    return next(iter(findings.filter(edit=EDIT).values_list("severity", flat=True)), None)


@pytest.mark.parametrize("asked", [{"q": "sub002"}, {"q": "mbi format"}, {"q": "MBI", "subject": "subscriber"}])
def test_an_edit_is_found_by_its_code_its_title_and_its_subject(manager, asked):
    assert EDIT in listed(manager, **asked)
    assert listed(manager, q="nothing like it") == {}


def test_the_list_begins_with_what_found_most_at_the_first_check(by, manager):
    held = a_claim_with_a_wrong_number(by)
    assert set(held.found_at_first.split()) == set(held.findings.values_list("edit", flat=True))
    first = manager.get("/claims/edits/").context["rows"][0]
    assert (first.found, first.edit.code in held.found_at_first) == (1, True)
    with clock.at(TODAY + timedelta(days=91)):
        assert found_lately(by=by) == {}


def test_what_was_found_is_cut_where_a_code_ends(by):
    cut = _codes([ClaimFinding(edit=f"EDIT{number:03}") for number in range(60)])
    assert cut == " ".join(f"EDIT{number:03}" for number in range(25))


def test_an_edit_is_switched_off_and_claims_are_free_of_it(by, manager):
    answer = manager.post(f"/claims/edits/{EDIT}/", OFF, follow=True)
    assert f"Off: {EDIT}, all claims." in answer.content.decode()
    assert listed(manager, chosen=1) == {EDIT: ("Off", [])}
    assert severity_now(by) is None
    assert ActivityEntry.objects.get(what="edit_choice_write").why == OFF["why"]


def test_an_edit_is_a_warning_for_one_payer(by, manager):
    payer = the_payer("medicare")
    manager.post(f"/claims/edits/{EDIT}/", OFF | {"setting": "warn", "payer": payer.pk})
    assert listed(manager, chosen=1) == {EDIT: ("On", [f"warning only for {payer}"])}
    assert severity_now(by) == "warning"


def test_a_change_is_undone_and_the_undoing_too(by, manager):
    manager.post(f"/claims/edits/{EDIT}/", OFF)
    choice = EditChoice.objects.get()
    for severity in ("error", None):
        manager.post(f"/claims/choices/{choice.pk}/undo/")
        assert severity_now(by) == severity


def test_a_choice_ends_with_the_services_of_yesterday_and_wants_a_reason(manager, by):
    manager.post(f"/claims/edits/{EDIT}/", OFF)
    choice = EditChoice.objects.get()
    for why, last in (("", None), ("The plan changed", TODAY - timedelta(days=1))):
        manager.post(f"/claims/choices/{choice.pk}/end/", {"why": why})
        choice.refresh_from_db()
        assert choice.effective_to == last
    assert ActivityEntry.objects.get(what="edit_choice_end").why == "The plan changed"


def test_a_change_without_a_reason_is_refused_beside_its_field(manager, by):
    answer = manager.post(f"/claims/edits/{EDIT}/", OFF | {"why": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["why"])
    assert not EditChoice.objects.exists()


def test_what_is_no_edit_has_no_page(manager, by):
    assert manager.get("/claims/edits/NOPE/").status_code == 404


def test_only_a_manager_sees_and_chooses(practice, by, browsing_as):
    biller = an_actor(practice, "biller")
    assert browsing_as(biller).get("/claims/edits/").status_code == 404
    with pytest.raises(NotPermitted):
        edits_standing(by=biller)
