"""The visit's screens as clinician, coder and manager meet them."""

import pytest
from tests.builders.encounters import a_signed_encounter, an_encounter
from tests.builders.practices import a_clinician, a_user, an_actor

from cleanclaim.apps.encounters.models import Encounter

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "codes"}


@pytest.fixture
def me(practice, by):
    user = a_user("Anika", "Raman")
    a_clinician(user=user)
    return an_actor(practice, "clinician", user=user)


@pytest.fixture
def doctor(me, browsing_as):
    return browsing_as(me)


def mine(me, **given):
    return an_encounter(clinician=me.user.clinician, **given)


def form(**given):
    values = {
        "subjective": "Cough for a week", "objective": "", "assessment": "Bronchitis", "plan": "Rest",
        "place_of_service": "11", "dx": ["J20.9"], "procedure": ["99213"], "modifiers": [""], "units": ["1"],
        "pointers": ["1"],
    }  # fmt: skip
    return values | given


def test_the_list_shows_whose_work_waits(doctor, me):
    mine(me)
    page = doctor.get("/encounters/", {"view": "to_sign", "mine": "1"}).content.decode()
    assert "Whitaker, June" in page
    assert "Whitaker" not in doctor.get("/encounters/", {"view": "billed"}).content.decode()


def test_the_note_says_beside_sign_what_is_missing(doctor, me):
    encounter = mine(me, services=())
    page = doctor.get(f"/encounters/{encounter.pk}/").content.decode()
    assert "Missing: a service, or the reason why there is no charge" in page


def test_a_button_adds_a_diagnosis_and_everything_typed_is_kept(doctor, me):
    encounter = mine(me)
    url = f"/encounters/{encounter.pk}/note/"
    page = doctor.post(url, form(act="add-dx:I10"), **HTMX).content.decode()
    assert [row.code for row in encounter.diagnoses.all()] == ["J20.9", "I10"]
    assert "Essential (primary) hypertension" in page
    assert Encounter.objects.get().subjective == "Cough for a week"


def test_search_answers_with_words_of_the_day(doctor, me):
    encounter = mine(me)
    assert "J20.9" in doctor.get(f"/encounters/{encounter.pk}/diagnoses/", {"q": "acute bronch"}).content.decode()
    assert "99214" in doctor.get(f"/encounters/{encounter.pk}/services/", {"q": "9921"}).content.decode()


def test_signing_keeps_what_was_typed_last_and_locks(doctor, me):
    encounter = mine(me)
    answer = doctor.post(f"/encounters/{encounter.pk}/sign/", form(plan="Rest and fluids"))
    encounter.refresh_from_db()
    assert (answer.status_code, encounter.state, encounter.plan) == (302, "signed", "Rest and fluids")
    assert "Add to the signed note" in doctor.get(f"/encounters/{encounter.pk}/").content.decode()


def test_a_refused_signature_says_why_and_loses_nothing(doctor, me):
    encounter = mine(me)
    nothing = form(dx=[], procedure=[], modifiers=[], units=[], pointers=[])
    answer = doctor.post(f"/encounters/{encounter.pk}/sign/", nothing)
    assert answer.status_code == 422
    assert "Not signed. Missing: a diagnosis" in answer.content.decode()
    assert Encounter.objects.get().plan == "Rest"


def test_a_colleague_s_note_is_not_found_for_signing(doctor, by):
    encounter = an_encounter()
    assert doctor.post(f"/encounters/{encounter.pk}/sign/", form()).status_code == 404


def test_the_manager_sees_codes_but_no_clinical_text(practice, by, browsing_as):
    encounter = a_signed_encounter()
    page = browsing_as(an_actor(practice, "manager")).get(f"/encounters/{encounter.pk}/").content.decode()
    assert "E11.65" in page
    assert encounter.subjective not in page


def test_the_front_desk_has_no_way_in(practice, by, browsing_as):
    encounter = an_encounter()
    assert browsing_as(an_actor(practice, "front_desk")).get(f"/encounters/{encounter.pk}/").status_code == 404
