from datetime import date, timedelta

import pytest
from msgspec import structs
from tests.builders.sim_claims import COMPENSATION, MEDICAID, PRACTICE, SENT_AT, a_line, a_sim_claim, an_837
from tests.builders.simulators import a_simulator, paid, sent

from cleanclaim.core.acknowledgment import read_277ca, read_999, read_ta1
from cleanclaim.core.claim.value import Person
from cleanclaim.core.simulator import pay, receive
from cleanclaim.core.x12 import read_transactions


def kinds(files):
    return [file.name.split("-")[0] for file in files]


def the_277ca(files):
    (file,) = (file for file in files if file.name.startswith("277CA"))
    return [read_277ca(transaction) for transaction in read_transactions(file.content)]


def statuses(files):
    return {
        claim.patient_control_number: f"{claim.statuses[0].category}/{claim.statuses[0].status}"
        for one in the_277ca(files)
        for claim in one.claims
    }


def the_999(files):
    (file,) = (file for file in files if file.name.startswith("999"))
    (transaction,) = read_transactions(file.content)
    return read_999(transaction)


def test_a_batch_is_answered_at_once_by_a_999_and_a_277ca():
    files = sent(a_simulator(), a_sim_claim())
    assert kinds(files) == ["999", "277CA"]
    assert the_999(files).code == "A"
    assert statuses(files) == {"CLM-1": "A2/20"}


def test_the_277ca_names_the_batch_and_gives_the_payers_own_number():
    (answer,) = the_277ca(sent(a_simulator(), a_sim_claim()))
    assert answer.batch_reference == "B1"
    assert answer.claims[0].payer_claim_control_number


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (a_sim_claim(member_id="W1230000"), "A7/164"),
        (a_sim_claim(billing=structs.replace(PRACTICE, npi="1234567890")), "A7/562"),
        (a_sim_claim(a_line(on=date(2026, 3, 9))), "A7/187"),
        (a_sim_claim(diagnoses=()), "A7/255"),
        (a_sim_claim(subscriber=Person("DOE", "JANE", member_id="W1")), "A6/158"),
        (a_sim_claim(payer="99999"), "A3/116"),
        (a_sim_claim(payer=MEDICAID, billing=structs.replace(PRACTICE, taxonomy="")), "A7/145"),
        (a_sim_claim(payer=COMPENSATION, accident=None), "A6/727"),
        (a_sim_claim(frequency="7", payer_claim_control_number="NEVER1"), "A7/464"),
        (a_sim_claim(frequency="8"), "A6/464"),
    ],
    ids=[
        "member",
        "npi",
        "future",
        "no diagnosis",
        "no birth date",
        "payer",
        "taxonomy",
        "accident",
        "unknown",
        "no number",
    ],
)
def test_the_front_door_turns_away(claim, status):
    state = a_simulator()
    assert statuses(sent(state, claim)) == {"CLM-1": status}
    assert paid(state) == []


def test_the_same_claim_twice_is_a_duplicate():
    state = a_simulator()
    sent(state, a_sim_claim())
    assert statuses(sent(state, a_sim_claim(), number=2)) == {"CLM-1": "A3/54"}


def test_a_rejected_claim_may_be_sent_again_as_new():
    state = a_simulator()
    sent(state, a_sim_claim(diagnoses=()))
    assert statuses(sent(state, a_sim_claim(), number=2)) == {"CLM-1": "A2/20"}


def test_only_the_bad_claims_of_a_batch_are_rejected():
    files = sent(a_simulator(), a_sim_claim(), a_sim_claim(control_number="CLM-2", diagnoses=()))
    assert statuses(files) == {"CLM-1": "A2/20", "CLM-2": "A7/255"}


def test_an_unreadable_amount_rejects_the_whole_set_with_its_place():
    damaged = an_837(a_sim_claim()).replace(b"CLM*CLM-1*165*", b"CLM*CLM-1*1x5*")
    _, files = receive(a_simulator(), damaged, on=SENT_AT)
    answer = the_999(files)
    assert (kinds(files), answer.code) == (["999"], "R")
    error = answer.transactions[0].errors[0]
    assert (error.segment, error.elements[0].position, error.elements[0].value) == ("CLM", "2", "1x5")


def test_a_set_may_be_rejected_for_what_only_the_receiver_objects_to():
    files = sent(a_simulator(ack_999_rejected=1000), a_sim_claim())
    assert (kinds(files), the_999(files).code) == (["999"], "R")


def test_an_interchange_number_used_twice_is_refused_by_ta1():
    state = a_simulator()
    sent(state, a_sim_claim())
    (file,) = sent(state, a_sim_claim(control_number="CLM-2"))
    (answer,) = read_ta1(file.content)
    assert (file.name[:4], answer.code, answer.note) == ("TA1-", "R", "025")


def test_the_same_bytes_again_are_one_file():
    state = a_simulator()
    sent(state, a_sim_claim())
    assert sent(state, a_sim_claim()) == ()
    assert len(state.accepted) == 1


def test_a_file_cut_off_is_refused_by_ta1():
    _, (file,) = receive(a_simulator(), an_837(a_sim_claim()).rsplit(b"IEA", 1)[0], on=SENT_AT)
    (answer,) = read_ta1(file.content)
    assert answer.code == "R"


def test_bytes_that_are_no_interchange_get_no_answer():
    _, files = receive(a_simulator(), b"not an interchange", on=SENT_AT)
    assert files == ()


def test_a_late_277ca_leaves_days_after_the_999():
    state = a_simulator(late_277ca=1000)
    assert kinds(sent(state, a_sim_claim())) == ["999"]
    _, early = pay(state, on=SENT_AT.date() + timedelta(days=5))
    _, late = pay(state, on=SENT_AT.date() + timedelta(days=6))
    assert (kinds(early), kinds(late)) == ([], ["277CA"])


def test_single_claims_may_be_rejected_without_a_cause():
    claims = [a_sim_claim(control_number=f"CLM-{number}", member_id=f"W{number}99") for number in range(20)]
    found = statuses(sent(a_simulator(partial_batch_accept=300), *claims))
    assert 0 < sum(not status.startswith("A2") for status in found.values()) < 20
