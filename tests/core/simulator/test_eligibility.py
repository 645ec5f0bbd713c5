from datetime import UTC, date, datetime

import pytest
from tests.builders.sim_claims import PRACTICE, a_line, a_sim_claim
from tests.builders.simulators import a_simulator, paid, sent

from cleanclaim.core.benefits import EligibilityRequest, Verdict, interpret, read_271, write_270_interchange
from cleanclaim.core.claim.value import Party, Person
from cleanclaim.core.simulator import answer
from cleanclaim.core.x12 import Envelope, read_transactions
from cleanclaim.core.x12.errors import X12Error

DAY = date(2026, 3, 2)
ASKED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def asked(state, member_id="W100000123", payer="60054"):
    request = EligibilityRequest(
        Party(name="MERIDIAN BLUE", payer_id=payer),
        Party(name=PRACTICE.name, npi=PRACTICE.npi),
        Person("DOE", "JANE", birth_date=date(1980, 2, 29), sex="F", member_id=member_id),
        DAY,
        "T1",
    )
    content = write_270_interchange(request, Envelope("LARKFIELD", "SIMCLEAR", 31, ASKED_AT), sent_at=ASKED_AT)
    (transaction,) = read_transactions(answer(state, content, on=ASKED_AT))
    (response,) = read_271(transaction)
    return response


def test_any_member_has_benefits():
    found = interpret(asked(a_simulator()), on=DAY)
    assert (found.verdict, found.plan[:13]) == (Verdict.ACTIVE, "Meridian Blue")


def test_the_answer_comes_back_under_the_trace_and_number_of_the_question():
    assert asked(a_simulator()).trace_number == "T1"


def test_the_same_member_has_the_same_benefits_again():
    assert asked(a_simulator()) == asked(a_simulator())


@pytest.mark.parametrize(
    ("mark", "verdict", "mended_by"),
    [
        ("0000", Verdict.UNDETERMINED, "front_desk"),
        ("0001", Verdict.INACTIVE, "front_desk"),
        ("0002", Verdict.UNDETERMINED, "payer"),
        ("0003", Verdict.UNDETERMINED, "front_desk"),
        ("0004", Verdict.UNDETERMINED, "front_desk"),
    ],
)
def test_a_marked_member_number_stands_for_what_goes_wrong(mark, verdict, mended_by):
    found = interpret(asked(a_simulator(), f"W123{mark}"), on=DAY)
    assert (found.verdict, found.mended_by) == (verdict, mended_by)


def test_the_other_payer_that_is_first_is_named():
    assert interpret(asked(a_simulator(), "W1230003"), on=DAY).other_payer


def test_a_payer_that_nobody_knows_is_mended_by_the_biller():
    assert interpret(asked(a_simulator(), payer="99999"), on=DAY).mended_by == "biller"


def test_what_a_claim_used_of_the_deductible_is_gone_from_the_next_answer():
    state = a_simulator()
    member_id = next(f"W{number}" for number in range(100) if left(state, f"W{number}") > 90_000)
    before = left(state, member_id)
    sent(state, a_sim_claim(a_line("80053", 4_500), member_id=member_id))
    (remittance,) = paid(state)
    assert left(state, member_id) == before - remittance.claims[0].patient_responsibility


def left(state, member_id):
    return interpret(asked(state, member_id), on=DAY).deductible_left


def test_bytes_that_ask_nothing_are_refused():
    with pytest.raises(X12Error):
        answer(a_simulator(), b"ISA*nothing", on=ASKED_AT)
