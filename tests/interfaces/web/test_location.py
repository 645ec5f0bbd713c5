"""A location of the practice is changed in Settings, its laboratory too."""

from tests.builders.practices import an_actor, the_location

from cleanclaim.apps.activity.models import ActivityEntry


def sent(**changes: str) -> dict[str, str]:
    return {"name": "Main Street", "place_of_service": "11", **changes}


def test_the_certificate_of_a_laboratory_is_set(practice, by, browsing_as):
    place = the_location()
    client = browsing_as(an_actor(practice, "sys_admin"))
    answer = client.post(f"/settings/locations/{place.pk}/", sent(clia="33D0123456", clia_kind="waiver"))
    place.refresh_from_db()
    assert (answer.status_code, place.clia, place.clia_kind) == (302, "33D0123456", "waiver")
    assert ActivityEntry.objects.filter(what="location_update").count() == 1


def test_a_number_of_another_form_is_refused(practice, by, browsing_as):
    place = the_location()
    client = browsing_as(an_actor(practice, "sys_admin"))
    answer = client.post(f"/settings/locations/{place.pk}/", sent(clia="3301234567", clia_kind="waiver"))
    assert answer.status_code == 422
    assert "as 33D0123456" in answer.content.decode()


def test_a_number_needs_its_kind_and_a_kind_its_number(practice, by, browsing_as):
    place = the_location()
    client = browsing_as(an_actor(practice, "sys_admin"))
    assert client.post(f"/settings/locations/{place.pk}/", sent(clia="33D0123456")).status_code == 422
    assert client.post(f"/settings/locations/{place.pk}/", sent(clia_kind="ppm")).status_code == 422


def test_a_wrong_npi_is_refused(practice, by, browsing_as):
    client = browsing_as(an_actor(practice, "sys_admin"))
    assert client.post(f"/settings/locations/{the_location().pk}/", sent(npi="1234567890")).status_code == 422


def test_only_who_sets_the_practice_up_changes_a_location(practice, by, browsing_as):
    assert (
        browsing_as(an_actor(practice, "manager")).get(f"/settings/locations/{the_location().pk}/").status_code == 404
    )
