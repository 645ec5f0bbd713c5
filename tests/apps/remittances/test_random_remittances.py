"""Whatever balanced remittances say of open lines, in whatever order, the books hold."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    an_answer,
    from_payer,
    received,
    reversed_answer,
)

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.core.remittance.value import ProviderAdjustment as Plb

REASONS = ("CO-45", "CO-16", "CO-97", "CO-253", "PR-1", "PR-2", "PR-3", "PR-96", "OA-23", "PI-45")
CHARGES = (240_00, 45_00)


@st.composite
def line_answers(draw, charge):
    """How a charge is split: paid, then reasons that use up the rest."""
    paid = draw(st.integers(0, charge))
    said, rest = {"paid": paid}, charge - paid
    for reason in draw(st.lists(st.sampled_from(REASONS), max_size=3, unique=True)):
        said[reason] = draw(st.integers(0, rest))
        rest -= said[reason]
    return said


answers = st.tuples(*(line_answers(charge) for charge in CHARGES))
steps = st.lists(st.tuples(st.integers(0, 1), answers, st.sampled_from(["1", "2", "4", "22"])), min_size=1, max_size=5)
pairs = st.lists(
    st.builds(Plb, st.sampled_from(["WO", "FB", "L6", "CS"]), st.integers(-50_00, 50_00), st.just("R1")), max_size=2
)


@given(steps=steps, pairs=pairs, taken=st.integers(1, 400_00))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_history_of_answers_unbalances_the_books(by, steps, pairs, taken):
    with transaction.atomic():
        claims = [a_billed_claim(), a_billed_claim(patient=a_patient_with_two_plans())]
        before = {}
        for number, (which, said, status) in enumerate(steps):
            claim = claims[which]
            answer = an_answer(claim, *said, status=status if status != "22" else "1")
            answer = reversed_answer(before[which]) if status == "22" and which in before else answer
            before[which] = answer
            received(from_payer(claim.payer, answer, provider_adjustments=_affordable(pairs, answer.paid)))
            if number == 0:
                receipt_take(patient=claim.patient, amount=taken, method=Method.CARD, purpose=Purpose.BALANCE, by=by)
            assert ledger_faults() == []
        transaction.set_rollback(True)


def _affordable(pairs, paid):
    """A payment is never negative: what a takeback exceeds is carried forward, as payers do."""
    short = sum(pair.amount for pair in pairs) - paid
    return [*pairs, Plb("FB", -short, "NEXT")] if short > 0 else list(pairs)
