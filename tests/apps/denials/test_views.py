"""The screens of denials."""

from tests.builders.payments import a_billed_claim, denied, from_payer, received
from tests.builders.practices import an_actor

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.denials.services import denials_open


def a_case(by):
    claim = a_billed_claim()
    [remittance] = received(from_payer(claim.payer, denied(claim, "CO-16")))
    denials_open(answers=remittance.claims.exclude(claim=None), by=by)
    return DenialCase.objects.first()


def test_the_list_opens_the_costliest_cause(by, practice, browsing_as):
    case = a_case(by)
    page = browsing_as(an_actor(practice, "denial_specialist")).get("/denials/").content.decode()
    assert "CO-16" in page
    assert case.claim.control_number in page


def test_a_case_shows_why_what_to_do_and_by_when(by, practice, browsing_as):
    case = a_case(by)
    page = browsing_as(an_actor(practice, "denial_specialist")).get(f"/denials/{case.pk}/").content.decode()
    assert "Why it was denied" in page
    assert "Correct and resend" in page
    assert "It may not be billed to the patient" in page


def test_correct_and_resend_goes_to_the_new_claim(by, practice, browsing_as):
    case = a_case(by)
    answer = browsing_as(an_actor(practice, "biller")).post(f"/denials/{case.pk}/correct/")
    new = Claim.objects.get(frequency="7")
    assert (answer.status_code, answer.url) == (302, f"/claims/{new.pk}/")


def test_a_loss_above_the_limit_waits_for_a_manager(by, practice, browsing_as):
    case = a_case(by)
    client = browsing_as(an_actor(practice, "denial_specialist"))
    answer = client.post(f"/denials/{case.pk}/accept-loss/", {"why": "Not worth it"}, follow=True)
    case.refresh_from_db()
    assert case.state == "triaged"
    assert "is above your limit: a manager was asked." in answer.content.decode()
