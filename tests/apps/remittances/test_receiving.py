"""An 835 is proven before anything is posted, and no payment is posted twice."""

from msgspec.structs import replace
from tests.builders.payments import (
    a_billed_claim,
    file_of,
    from_payer,
    paid_in_full,
    received,
)

from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.models import JournalTransaction
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.apps.remittances.services import remittance_receive
from cleanclaim.apps.worklist.models import WorkItem


def test_the_same_file_twice_posts_once(by):
    claim = a_billed_claim()
    file = file_of(from_payer(claim.payer, paid_in_full(claim)))
    remittance_receive(file=file, by=by)
    posted = JournalTransaction.objects.count()
    again = file_receive(name="again.x12", content=bytes(file.content), partner=None, by=by)
    assert (again.is_new, again.file) == (False, file)
    assert JournalTransaction.objects.count() == posted


def test_the_same_payment_in_a_new_envelope_is_held(by):
    claim = a_billed_claim()
    remittance = from_payer(claim.payer, paid_in_full(claim))
    [first] = received(remittance)
    posted = JournalTransaction.objects.count()
    [second] = received(remittance)
    assert (first.state, second.state) == ("posted", "suspected_duplicate")
    assert JournalTransaction.objects.count() == posted
    assert WorkItem.objects.filter(kind="remittance_duplicate").count() == 1


def test_another_payment_of_the_same_amount_and_day_posts(by):
    first, second = a_billed_claim(), a_billed_claim()
    states = [r.state for c in (first, second) for r in received(from_payer(c.payer, paid_in_full(c)))]
    assert states == ["posted", "posted"]


def test_what_does_not_add_up_is_held_whole_with_its_sums(by):
    claim, other = a_billed_claim(), a_billed_claim()
    answer = paid_in_full(claim)
    wrong = replace(answer, lines=(replace(answer.lines[0], paid=160_00), *answer.lines[1:]))
    held, posted = received(from_payer(claim.payer, wrong), from_payer(other.payer, paid_in_full(other)))
    assert (held.state, posted.state) == ("quarantined", "posted")
    assert "$160.00" in held.problem or "$168.00" in held.problem
    assert not held.claims.exists()
    claim.refresh_from_db()
    assert claim.state == "payer_accepted"
    assert held.file.state == FileState.HELD


def test_a_payment_total_that_is_not_the_sum_of_its_claims_is_held(by):
    claim = a_billed_claim()
    [held] = received(from_payer(claim.payer, paid_in_full(claim), amount=200_00))
    assert held.state == "quarantined"
    assert "$200.00" in held.problem
    assert WorkItem.objects.get(kind="remittance_out_of_balance").amount == 200_00


def test_a_file_that_is_no_835_is_refused_with_the_reason(by):
    file = file_receive(name="odd.txt", content=b"Dear practice, see attached.", partner=None, by=by).file
    assert remittance_receive(file=file, by=by) == []
    file.refresh_from_db()
    assert file.state == FileState.REFUSED
    assert file.problem


def test_a_truncated_835_posts_nothing(by):
    claim = a_billed_claim()
    whole = bytes(file_of(from_payer(claim.payer, paid_in_full(claim))).content)
    file = file_receive(name="cut.x12", content=whole[: len(whole) // 2], partner=None, by=by).file
    before = JournalTransaction.objects.count()
    assert remittance_receive(file=file, by=by) == []
    assert JournalTransaction.objects.count() == before


def test_a_payer_we_do_not_know_still_has_a_party_for_its_money(by):
    claim = a_billed_claim()
    remittance = from_payer(claim.payer, paid_in_full(claim, patient_control_number="X", payer_claim_control_number=""))
    stranger = replace(remittance, payer=replace(remittance.payer, name="FAR AWAY MUTUAL", payer_id="99999"))
    received(stranger)
    assert Remittance.objects.get().payer.name == "FAR AWAY MUTUAL"
