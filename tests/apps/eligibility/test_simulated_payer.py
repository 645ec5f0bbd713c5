"""The question goes to the payer simulator as text and comes back as text: all three answers, and who mends what."""

import pytest
from tests.builders.patients import a_coverage, a_patient
from tests.builders.scheduling import an_appointment, at_time

from cleanclaim.apps.eligibility.services import appointment_eligibility_check
from cleanclaim.apps.practices.models import TradingPartner

ACTIVE, ENDED, UNKNOWN, SILENT, OTHER_FIRST = "MBP220418", "MBP220001", "MBP220000", "MBP220002", "MBP220003"


@pytest.fixture(autouse=True)
def data_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def answer_for(member_id, by):
    june = a_patient(covered=False)
    a_coverage(patient=june, member_id=member_id)
    visit = an_appointment(patient=june, starts_at=at_time("23:00"))
    return appointment_eligibility_check(appointment=visit, by=by)


@pytest.mark.parametrize(
    ("member_id", "verdict", "state"),
    [
        (ACTIVE, "active", "answered_active"),
        (ENDED, "inactive", "answered_inactive"),
        (UNKNOWN, "undetermined", "rejected_aaa"),
        (SILENT, "undetermined", "rejected_aaa"),
        (OTHER_FIRST, "undetermined", "answered_ambiguous"),
    ],
)
def test_the_simulated_payer_answers(member_id, verdict, state, by):
    check = answer_for(member_id, by)
    assert (check.verdict, check.state) == (verdict, state)


def test_an_active_member_s_copay_and_deductible_come_with_the_answer(by):
    check = answer_for(ACTIVE, by)
    assert check.deductible_left is not None
    assert check.copay is not None or check.coinsurance_percent is not None


@pytest.mark.parametrize("member_id", [ENDED, UNKNOWN, SILENT, OTHER_FIRST])
def test_whatever_is_not_active_says_why(member_id, by):
    assert answer_for(member_id, by).reason


def test_a_payer_without_a_partner_is_no_verdict(by):
    TradingPartner.objects.all().delete()
    check = answer_for(ACTIVE, by)
    assert (check.state, check.verdict) == ("timeout", "")
    assert "no trading partner" in check.reason
