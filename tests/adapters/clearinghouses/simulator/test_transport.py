from datetime import UTC, date, datetime

import pytest
from tests.builders.sim_claims import PRACTICE, SENT_AT, a_sim_claim, an_837

from cleanclaim.adapters.clearinghouses.simulator import SimulatorClearinghouse, work
from cleanclaim.core.benefits import EligibilityRequest, Verdict, interpret, read_271, write_270_interchange
from cleanclaim.core.claim.value import Party, Person
from cleanclaim.core.ports import PartnerUnavailable
from cleanclaim.core.x12 import Envelope, read_transactions

ASKED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def a_question() -> bytes:
    request = EligibilityRequest(
        Party(name="MERIDIAN BLUE", payer_id="60054"),
        Party(name=PRACTICE.name, npi=PRACTICE.npi),
        Person("DOE", "JANE", birth_date=date(1980, 2, 29), sex="F", member_id="W1"),
        date(2026, 3, 2),
        "T1",
    )
    return write_270_interchange(request, Envelope("LARKFIELD", "SIMCLEAR", 31, ASKED_AT), sent_at=ASKED_AT)


def verdict(content: bytes) -> Verdict:
    (transaction,) = read_transactions(content)
    (response,) = read_271(transaction)
    return interpret(response, on=date(2026, 3, 2)).verdict


def test_a_question_is_answered_at_once_before_anything_was_sent(tmp_path):
    assert verdict(SimulatorClearinghouse(tmp_path).ask(a_question())) is Verdict.ACTIVE


def test_a_question_is_answered_while_claims_are_at_work(tmp_path):
    partner = SimulatorClearinghouse(tmp_path)
    partner.deliver("a.x12", an_837(a_sim_claim()))
    work(tmp_path, on=SENT_AT)
    assert verdict(partner.ask(a_question())) is Verdict.ACTIVE


def test_a_question_may_come_as_a_file_too(tmp_path):
    partner = SimulatorClearinghouse(tmp_path)
    partner.deliver("270-000000031.x12", a_question())
    (file,) = work(tmp_path, on=SENT_AT)
    assert (file.name, verdict(file.content)) == ("271-000000031.x12", Verdict.ACTIVE)


@pytest.mark.parametrize("content", [b"", b"nonsense", an_837(a_sim_claim())], ids=["empty", "nonsense", "837"])
def test_what_is_no_question_gets_no_answer(tmp_path, content):
    with pytest.raises(PartnerUnavailable):
        SimulatorClearinghouse(tmp_path).ask(content)
