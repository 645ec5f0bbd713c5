"""Whose books are open, who works in them, and what they bill with."""

from tests.builders.practices import a_billing_company, a_practice, an_actor, an_outside_actor
from tests.builders.worklist import a_work_item

from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.models import Contract, FeeSchedule


def test_a_person_of_a_billing_company_changes_the_practice_acted_for(practice, by, browsing_as):
    other = a_practice("Harbor Pediatrics")
    outsider = an_outside_actor(a_billing_company(practice, other), practice, "biller")
    client = browsing_as(outsider)
    client.post("/practices/switch/", {"practice": other.pk})
    assert client.get("/").wsgi_request.actor.practice == other


def test_nobody_switches_to_a_practice_that_did_not_let_them_in(practice, by, browsing_as):
    other = a_practice("Harbor Pediatrics")
    outsider = an_outside_actor(a_billing_company(practice), practice, "biller")
    assert browsing_as(outsider).post("/practices/switch/", {"practice": other.pk}).status_code == 404


def test_the_team_page_names_the_company_s_people(practice, by, browsing_as):
    an_outside_actor(a_billing_company(practice), practice, "billing_lead")
    page = browsing_as(an_actor(practice, "manager")).get("/practices/team/").content.decode()
    assert "Dana Whitfield" in page
    assert "End now" in page


def test_a_company_shut_out_sees_nothing_from_the_next_click_on(practice, by, client):
    outsider = an_outside_actor(a_billing_company(practice), practice, "biller")
    item = a_work_item(owner=outsider.user)
    agreement = practice.agreements.get()
    client.force_login(outsider.user)
    assert client.get("/patients/").status_code == 200
    client.force_login(an_actor(practice, "manager").user)
    client.post(f"/team/agreements/{agreement.pk}/end/")
    client.force_login(outsider.user)
    item.refresh_from_db()
    assert (client.get("/patients/").status_code, item.owner) == (404, None)


def test_only_the_manager_shuts_a_company_out(practice, by, browsing_as):
    a_billing_company(practice)
    agreement = practice.agreements.get()
    answer = browsing_as(an_actor(practice, "sys_admin")).post(f"/team/agreements/{agreement.pk}/end/")
    assert (answer.status_code, practice.agreements.get().effective_to) == (404, None)


def test_an_agreement_of_another_practice_is_not_found(practice, by, browsing_as):
    other = a_practice("Harbor Pediatrics")
    a_billing_company(other)
    answer = browsing_as(an_actor(practice, "manager")).post(f"/team/agreements/{other.agreements.get().pk}/end/")
    assert answer.status_code == 404


def test_settings_show_payers_with_deadlines_and_prices(practice, by, browsing_as):
    client = browsing_as(an_actor(practice, "manager"))
    page = client.get("/practices/settings/").content.decode()
    assert "Meridian Blue agreement" in page
    assert "99213" in client.get(f"/practices/settings/fees/{FeeSchedule.objects.get().pk}/").content.decode()
    contract = Contract.objects.earliest("pk")
    assert "$115.50" in client.get(f"/practices/settings/contracts/{contract.pk}/").content.decode()


def test_prices_of_another_practice_are_not_found(practice, by, browsing_as):
    with acting_as(system_actor(a_practice("Harbor Pediatrics"))):
        theirs = FeeSchedule.objects.get().pk
    assert browsing_as(an_actor(practice, "manager")).get(f"/practices/settings/fees/{theirs}/").status_code == 404
