from datetime import timedelta
from itertools import count

import pytest
from tests.builders.sim_claims import SENT_AT, a_line, a_sim_claim, an_837

from cleanclaim.adapters.clearinghouses.simulator import SimulatorClearinghouse, payers, store, work
from cleanclaim.adapters.clearinghouses.simulator.store import Store
from cleanclaim.core.remittance import read_remittances

MUCH_LATER = SENT_AT + timedelta(days=60)


@pytest.fixture
def partner(tmp_path):
    return SimulatorClearinghouse(tmp_path)


def kinds(files):
    return [file.name.split("-")[0] for file in files]


def afresh():
    """As a new process: nothing is remembered but what lies on the disk."""
    payers._store.cache_clear()


def test_a_delivered_batch_is_taken_and_answered(partner, tmp_path):
    partner.deliver("837P-000000001.x12", an_837(a_sim_claim()))
    work(tmp_path, on=SENT_AT)
    assert kinds(partner.collect()) == ["999", "277CA"]
    assert list((tmp_path / "inbound").iterdir()) == []


def test_file_names_are_the_transaction_and_the_control_number(partner, tmp_path):
    partner.deliver("837P-000000001.x12", an_837(a_sim_claim()))
    assert [file.name for file in work(tmp_path, on=SENT_AT)] == ["999-000000001.x12", "277CA-000000002.x12"]


def test_a_round_with_nothing_to_do_writes_nothing(tmp_path):
    assert work(tmp_path, on=SENT_AT) == ()
    assert not (tmp_path / "state.json").exists()


def test_a_claim_is_paid_on_its_pay_day_by_another_process(partner, tmp_path):
    partner.deliver("a.x12", an_837(a_sim_claim()))
    work(tmp_path, on=SENT_AT)
    afresh()
    assert kinds(work(tmp_path, on=MUCH_LATER)) == ["835"]


def test_in_a_hurry_a_claim_is_paid_within_a_minute(partner, tmp_path):
    partner.deliver("a.x12", an_837(a_sim_claim()))
    minute = timedelta(minutes=1)
    assert "835" not in kinds(work(tmp_path, on=SENT_AT, pay_after=minute))
    assert kinds(work(tmp_path, on=SENT_AT + minute, pay_after=minute)) == ["835"]


def test_what_was_answered_can_be_replaced_by_another_process(partner, tmp_path):
    partner.deliver("a.x12", an_837(a_sim_claim(a_line("99214", 24_000))))
    work(tmp_path, on=SENT_AT)
    (file,) = work(tmp_path, on=MUCH_LATER)
    (remittance,) = read_remittances(file.content)
    number = remittance.claims[0].payer_claim_control_number
    afresh()
    partner.deliver("b.x12", an_837(a_sim_claim(frequency="7", payer_claim_control_number=number), number=2))
    work(tmp_path, on=MUCH_LATER)
    afresh()
    (file,) = work(tmp_path, on=MUCH_LATER + timedelta(days=60))
    (remittance,) = read_remittances(file.content)
    assert [claim.status for claim in remittance.claims][:1] == ["22"]


def test_a_duplicate_is_known_to_another_process(partner, tmp_path):
    partner.deliver("a.x12", an_837(a_sim_claim()))
    work(tmp_path, on=SENT_AT)
    work(tmp_path, on=MUCH_LATER)
    afresh()
    partner.deliver("b.x12", an_837(a_sim_claim(), number=2))
    (_, answer) = work(tmp_path, on=MUCH_LATER)
    assert b"STC*A3:54" in answer.content


class Killed(BaseException):
    """The process dies here."""


def rounds(tmp_path):
    """Two rounds; gives all that ever lay in /outbound."""
    partner = SimulatorClearinghouse(tmp_path)
    partner.deliver("a.x12", an_837(a_sim_claim(), a_sim_claim(control_number="CLM-2", member_id="W5")))
    work(tmp_path, on=SENT_AT)
    work(tmp_path, on=MUCH_LATER)
    return {file.name: file.content for file in partner.collect()}


@pytest.mark.parametrize("step", range(10))
def test_killed_at_any_instant_nothing_is_lost_and_nothing_done_twice(tmp_path, monkeypatch, step):
    expected = rounds(tmp_path / "undisturbed")
    afresh()
    killing(monkeypatch, step)
    folder = tmp_path / "disturbed"
    with pytest.raises(Killed):
        rounds(folder)
    monkeypatch.undo()
    afresh()
    work(folder, on=SENT_AT)
    work(folder, on=MUCH_LATER)
    assert {file.name: file.content for file in SimulatorClearinghouse(folder).collect()} == expected


def killing(monkeypatch, step):
    """Die before the given one of the store's writes and moves."""
    counter = count()
    for name in ("put", "move", "remove", "append"):
        original = getattr(store, name)

        def dying(*args, original=original, **more):
            if next(counter) == step:
                raise Killed
            return original(*args, **more)

        monkeypatch.setattr(store, name, dying)


def test_an_error_in_a_round_leaves_the_state_of_the_last_one(partner, tmp_path, monkeypatch):
    partner.deliver("a.x12", an_837(a_sim_claim()))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work(tmp_path, on=SENT_AT)
    assert [file.name for file in work(tmp_path, on=SENT_AT)] == ["999-000000001.x12", "277CA-000000002.x12"]
