from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from tests.builders.pyx12_judge import pyx12_faults
from tests.builders.sim_claims import MEDICARE, NORTHFIELD, SENT_AT, a_line, a_sim_claim, an_837
from tests.builders.simulators import LATER, a_simulator, answers, paid, reasons, sent

from cleanclaim.core import simulator
from cleanclaim.core.remittance import Remittance, read_remittances, warnings
from cleanclaim.core.simulator import State, pay, quirks, receive
from cleanclaim.core.x12.errors import X12Error


def correction(number: str, **more):
    return a_sim_claim(a_line("99213", 16_500), frequency="7", payer_claim_control_number=number, **more)


def test_nothing_is_paid_before_the_payers_pay_day():
    state = a_simulator()
    sent(state, a_sim_claim())
    assert paid(state, date(2026, 3, 18)) == []
    assert [remittance.paid_on for remittance in paid(state)] == [date(2026, 3, 19)]


def test_a_hurried_payer_pays_what_it_has_received():
    minute = timedelta(minutes=1)
    state, _ = receive(a_simulator(late_277ca=1000), an_837(a_sim_claim()), on=SENT_AT, pay_after=minute)
    assert pay(state, on=SENT_AT.date(), at=SENT_AT)[1] == ()
    _, (file,) = pay(state, on=SENT_AT.date(), at=SENT_AT + minute)
    assert file.name.startswith("835-")


def test_a_payer_in_a_hurry_leaves_what_came_before_to_its_cycle():
    state = a_simulator()
    sent(state, a_sim_claim())
    assert pay(state, on=SENT_AT.date(), at=SENT_AT + timedelta(days=1))[1] == ()


def test_each_payer_pays_in_its_own_remittance_under_its_own_number():
    state = a_simulator()
    sent(state, a_sim_claim(), a_sim_claim(control_number="CLM-2", payer=NORTHFIELD))
    remittances = paid(state)
    assert [one.payer.payer_id for one in remittances] == ["60054", "87726"]
    assert len({one.trace_number for one in remittances}) == 2


def test_a_replacement_takes_the_answer_back_and_gives_a_new_one_in_the_same_835():
    state = a_simulator()
    sent(state, a_sim_claim(a_line("99214", 24_000)))
    (first,) = answers(paid(state))
    sent(state, correction(first.payer_claim_control_number), number=2, at=datetime(2026, 7, 2, tzinfo=UTC))
    (remittance,) = paid(state, date(2026, 9, 1))
    back, again = remittance.claims
    assert (back.status, back.charge, back.paid) == ("22", -first.charge, -first.paid)
    assert reasons(back) == {key: -cents for key, cents in reasons(first).items()}
    assert (again.status, again.charge) == ("1", 16_500)


def test_a_denied_claim_that_is_replaced_is_not_denied_by_chance_again():
    state = a_simulator(denials={"CO-16": 1000})
    sent(state, a_sim_claim())
    (first,) = answers(paid(state))
    sent(state, correction(first.payer_claim_control_number), number=2, at=datetime(2026, 7, 2, tzinfo=UTC))
    assert answers(paid(state, date(2026, 9, 1)))[-1].paid > 0


def test_a_void_takes_the_answer_back_and_the_debt_is_carried_forward():
    state = a_simulator()
    sent(state, a_sim_claim())
    (first,) = answers(paid(state))
    void = a_sim_claim(frequency="8", payer_claim_control_number=first.payer_claim_control_number)
    sent(state, void, number=2, at=datetime(2026, 7, 2, tzinfo=UTC))
    (remittance,) = paid(state, date(2026, 9, 1))
    assert [claim.status for claim in remittance.claims] == ["22"]
    assert (remittance.amount, remittance.method, remittance.handling) == (0, "NON", "H")
    (carried,) = remittance.provider_adjustments
    assert (carried.code, carried.amount, carried.reference) == ("FB", -first.paid, remittance.trace_number)


def test_a_debt_is_kept_from_the_next_remittance():
    state = a_simulator()
    sent(state, a_sim_claim())
    (first,) = answers(paid(state))
    void = a_sim_claim(frequency="8", payer_claim_control_number=first.payer_claim_control_number)
    sent(state, void, number=2, at=datetime(2026, 7, 2, tzinfo=UTC))
    paid(state, date(2026, 9, 1))
    lines = (a_line("99215", 60_000, on=date(2026, 9, 2)), a_line("90750", 60_000, 2, on=date(2026, 9, 2)))
    sent(state, a_sim_claim(*lines, control_number="CLM-9"), number=3, at=datetime(2026, 9, 3, tzinfo=UTC))
    (remittance,) = paid(state, date(2026, 12, 1))
    assert [(one.code, one.amount) for one in remittance.provider_adjustments] == [("FB", first.paid)]
    assert remittance.amount == remittance.claims[0].paid - first.paid


def test_a_payer_takes_a_payment_back_weeks_later_and_pays_less():
    state = a_simulator(reversal_and_correction=1000)
    sent(state, a_sim_claim())
    first, back, again = answers(paid(state, date(2026, 12, 1)))
    assert (back.status, back.paid) == ("22", -first.paid)
    assert 0 < again.paid < first.paid
    assert again.payer_claim_control_number != first.payer_claim_control_number


def test_an_ended_coverage_takes_the_payment_back_whole():
    state = a_simulator(retro_termination_takeback=1000)
    sent(state, a_sim_claim())
    _, back, again = answers(paid(state, date(2026, 12, 1)))
    assert back.is_reversal
    assert (again.paid, reasons(again)) == (0, {"PR-27": 16_500})


def test_two_halves_of_a_claim_come_in_two_remittances():
    state = a_simulator(split_payment_two_835=1000)
    sent(state, a_sim_claim(a_line(), a_line("93000", 6_500, 2)))
    first, second = paid(state)
    assert first.paid_on < second.paid_on
    assert [claim.remarks for claim in (*first.claims, *second.claims)] == [("MA15",), ("MA15",)]
    assert first.claims[0].charge + second.claims[0].charge == 23_000


def test_two_halves_of_a_claim_may_come_in_one_remittance():
    state = a_simulator(claim_split_same_835=1000)
    sent(state, a_sim_claim(a_line(), a_line("93000", 6_500, 2)))
    (remittance,) = paid(state)
    first, second = remittance.claims
    assert first.patient_control_number == second.patient_control_number == "CLM-1"
    assert first.payer_claim_control_number != second.payer_claim_control_number


def test_interest_is_money_of_the_remittance_and_not_of_the_claim():
    state = a_simulator(interest_l6=1000)
    sent(state, a_sim_claim(a_line("90750", 60_000)))
    (remittance,) = paid(state)
    (interest,) = remittance.provider_adjustments
    assert (interest.code, -interest.amount) == ("L6", remittance.claims[0].paid // 100)
    assert dict(remittance.claims[0].amounts)["I"] == -interest.amount


def test_an_older_payment_is_recovered_without_a_reversal():
    state = a_simulator(overpayment_wo=1000)
    sent(state, a_sim_claim(a_line("90750", 60_000)))
    (first,) = answers(paid(state))
    later = a_sim_claim(a_line("90750", 60_000, on=date(2026, 7, 1)), control_number="CLM-2")
    sent(state, later, number=2, at=datetime(2026, 7, 2, tzinfo=UTC))
    (remittance,) = paid(state, date(2026, 9, 1))
    (recovered,) = remittance.provider_adjustments
    assert (recovered.code, recovered.reference) == ("WO", first.payer_claim_control_number)


def test_the_same_remittance_may_come_twice_in_different_envelopes():
    state = a_simulator(duplicate_835=1000)
    sent(state, a_sim_claim())
    first, second = (*paid(state, date(2026, 3, 20)), *paid(state))
    assert first == second


def test_a_remittance_may_pay_a_claim_that_is_not_ours():
    state = a_simulator(era_unknown_claim=1000)
    sent(state, a_sim_claim())
    assert [claim.patient_control_number for claim in answers(paid(state))] == ["CLM-1", "0"]


def test_a_total_that_the_claims_do_not_make_is_sent_only_when_asked_for():
    assert quirks()["out_of_balance_835"].rate == 0
    state = a_simulator(out_of_balance_835=1000)
    sent(state, a_sim_claim())
    (remittance,) = paid(state)
    assert remittance.amount != remittance.claims[0].paid


def a_busy_spring():
    """Three months of six claims a week with every quirk but the imbalance at work; every file that leaves."""
    state = a_simulator(**{key: 120 for key in quirks() if key not in {"out_of_balance_835", "ack_999_rejected"}})
    files, number = [], 0
    for week in range(12):
        day = date(2026, 1, 5) + timedelta(weeks=week)
        claims = []
        for payer, member in ((MEDICARE, "1EG4TE5MK73"), ("60054", "W77"), (NORTHFIELD, "N88")):
            for lines in ((a_line(on=day),), (a_line("99214", 24_000, on=day), a_line("36415", 1_800, 2, on=day))):
                number += 1
                claims.append(
                    a_sim_claim(*lines, control_number=f"C{number}", payer=payer, member_id=f"{member}{number}")
                )
        moment = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        files += sent(state, *claims, number=week + 1, at=moment)
        files += pay(state, on=day)[1]
    files += pay(state, on=date(2026, 12, 1))[1]
    return state, files


def test_whatever_the_payers_do_every_remittance_adds_up():
    _, files = a_busy_spring()
    found = [one for file in files if file.name.startswith("835") for one in read_remittances(file.content)]
    assert len(found) > 40
    assert not [one for one in found if isinstance(one, X12Error)]
    assert not [one for one in found if isinstance(one, Remittance) and warnings(one)]


def test_pyx12_finds_no_fault_in_what_the_payers_write():
    _, files = a_busy_spring()
    chosen = [file for kind in ("999", "277CA", "835") for file in [f for f in files if f.name.startswith(kind)][::12]]
    assert {file.name: faults for file in chosen if (faults := pyx12_faults(file.content))} == {}


def test_the_state_survives_json_and_goes_on_the_same():
    state = a_simulator()
    sent(state, a_sim_claim())
    copy = msgspec.json.decode(msgspec.json.encode(state), type=State)
    assert copy == state
    assert paid(copy, LATER) == paid(state, LATER)


def test_every_quirk_of_the_table_is_one_that_the_simulator_has():
    package = Path(simulator.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in package.glob("*.py"))
    assert [key for key in quirks() if f'"{key}"' not in code] == []
