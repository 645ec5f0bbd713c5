"""The patient's screens as the front desk meets them."""

import pytest
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.patients.models import Coverage, Patient

GRACE = {"first_name": "Grace", "last_name": "Lindqvist", "birth_date": "1959-03-02", "sex": "F"}


@pytest.fixture
def desk(practice, by, browsing_as):
    return browsing_as(an_actor(practice, "front_desk"))


def test_the_list_narrows_to_what_is_typed(desk):
    a_patient()
    a_patient(first_name="Miriam", last_name="Hale")
    page = desk.get("/patients/", {"q": "hal"}).content.decode()
    assert "Hale, Miriam" in page
    assert "Whitaker" not in page


def test_registering_opens_the_new_patient(desk):
    answer = desk.post("/patients/new/", GRACE | {"phone": "(518) 555-0100", "zip": "12207-1234"})
    grace = Patient.objects.get()
    assert answer.url == f"/patients/{grace.pk}/"
    assert (grace.phone, grace.zip) == ("5185550100", "122071234")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("phone", "555-0100", "Ten digits, area code first: 518 555 0100."),
        ("zip", "1220", "Five or nine digits: 12207 or 12207-1234."),
        ("state", "N1", "Two letters: NY."),
        ("birth_date", "2126-03-02", "A day in the past."),
        ("last_name", "", "This field is required."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field, value, says, desk):
    answer = desk.post("/patients/new/", GRACE | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [says]
    assert f'id="id_{field}_error"' in answer.content.decode()


def plan(**given):
    values = {"payer": the_payer().pk, "rank": 1, "member_id": "mbp 220-418", "effective_from": "2026-01-01"}
    return values | {"relationship": "18"} | given


def test_a_member_id_is_kept_without_its_spaces(desk):
    june = a_patient(covered=False)
    desk.post(f"/patients/{june.pk}/coverages/new/", plan())
    assert Coverage.objects.get().member_id == "MBP220418"


def test_a_taken_place_in_the_order_is_said_beside_the_order(desk):
    june = a_patient()
    answer = desk.post(f"/patients/{june.pk}/coverages/new/", plan())
    assert answer.status_code == 422
    assert answer.context["form"].errors["rank"][0].startswith("Primary is taken by Meridian Blue")


def test_a_medicare_number_has_its_form(desk):
    june = a_patient(covered=False)
    answer = desk.post(f"/patients/{june.pk}/coverages/new/", plan(payer=the_payer("medicare").pk))
    assert "member_id" in answer.context["form"].errors


def test_somebody_else_s_plan_needs_the_subscriber(desk):
    june = a_patient(covered=False)
    answer = desk.post(f"/patients/{june.pk}/coverages/new/", plan(relationship="19"))
    assert {"subscriber_last_name", "subscriber_birth_date"} <= set(answer.context["form"].errors)


def test_the_patient_s_page_shows_plans_in_order(desk):
    june = a_patient()
    a_coverage(patient=june, payer=the_payer("medicaid"), rank=2)
    page = desk.get(f"/patients/{june.pk}/").content.decode()
    assert page.index("Meridian Blue") < page.index("State Medicaid")


def test_a_coder_sees_no_way_to_change_coverage(practice, by, browsing_as):
    june = a_patient()
    page = browsing_as(an_actor(practice, "coder")).get(f"/patients/{june.pk}/").content.decode()
    assert "Add coverage" not in page


def test_a_signed_form_is_entered_shown_and_taken_out(desk):
    patient = a_patient()
    answer = desk.post(f"/patients/{patient.pk}/forms/new/", {"kind": "notice", "signed_on": "2026-01-05", "option": 2})
    assert answer.url == f"/patients/{patient.pk}/"
    form = patient.signed_forms.get()
    assert (form.option, "option 2" in desk.get(answer.url).content.decode()) == (2, True)
    desk.post(f"/patients/forms/{form.pk}/remove/")
    assert not patient.signed_forms.exists()
    acts = ActivityEntry.objects.filter(patient_id=patient.pk, what__startswith="signed_form")
    assert set(acts.values_list("what", flat=True)) == {"signed_form_add", "signed_form_remove"}


def test_a_form_is_not_signed_on_a_day_to_come(desk):
    sent = {"kind": "consent", "signed_on": "2126-03-02"}
    assert desk.post(f"/patients/{a_patient().pk}/forms/new/", sent).status_code == 422
