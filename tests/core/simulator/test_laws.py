"""What holds of every answer, whatever the claim and whatever the payer draws."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.remittances import a_remittance
from tests.builders.sim_claims import BLUE, MEDICAID, MEDICARE, NORTHFIELD, PRACTICE, a_line, a_sim_claim

from cleanclaim.core.claim.value import Adjustment, Claim, OtherCoverage, OtherPayerLine, Party, Person
from cleanclaim.core.remittance import prove, warnings
from cleanclaim.core.simulator import demo_book, member
from cleanclaim.core.simulator.adjudication import Case, adjudicate, reversed_payment
from cleanclaim.core.simulator.allowed import contract_allowed
from cleanclaim.core.simulator.state import Used

_procedures = st.sampled_from(
    ["99213", "99215", "99396", "36415", "20610", "11042", "90750", "J3301", "97110", "Z9999"]
)
_cents = st.integers(0, 80_000)


@st.composite
def claims(draw) -> Claim:
    """One to four lines for any payer, as first payer or after Medicare."""
    is_secondary = draw(st.booleans())
    lines = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        charge = draw(_cents)
        share = draw(st.integers(0, charge))
        said = OtherPayerLine(MEDICARE, 0, adjustments=(Adjustment("PR", draw(st.sampled_from("123")), share),))
        more = {"other_payers": (said,)} if is_secondary else {}
        units = draw(st.sampled_from(["1", "3", "0.5"]))
        lines.append(a_line(draw(_procedures), charge, number, units=units, modifiers=draw(_modifiers), **more))
    other = OtherCoverage(Party(payer_id=MEDICARE), Person(), "P", paid=0)
    return a_sim_claim(
        *lines,
        payer=draw(st.sampled_from([MEDICARE, MEDICAID, BLUE, NORTHFIELD])),
        member_id=draw(st.sampled_from(["W1", "W2", "W3", "W40001", "W40003"])),
        **({"sequence": "S", "other_coverages": (other,)} if is_secondary else {}),
    )


_modifiers = st.sampled_from([(), ("25",), ("59",)])


@st.composite
def cases(draw) -> Case:
    claim, seed = draw(claims()), draw(st.integers(0, 10_000))
    payer = demo_book().payer(claim.payer.payer_id)
    used = Used(draw(_cents), draw(_cents))
    duplicates = frozenset(draw(st.sets(st.integers(1, 4))))
    return Case(
        seed, payer, claim, "ICN1", member(seed, payer, claim.subscriber.member_id), date(2026, 3, 9), used, duplicates
    )


@given(cases())
@settings(max_examples=300)
def test_every_answer_adds_up_line_by_line_and_its_reversal_undoes_it(case):
    answer = adjudicate(case)
    remittance = prove(a_remittance(answer, payee=PRACTICE))
    assert not warnings(remittance)
    both = a_remittance(answer, reversed_payment(answer))
    assert prove(both).amount == 0


@given(cases())
@settings(max_examples=300)
def test_nobody_is_paid_below_zero_or_above_the_contract(case):
    answer = adjudicate(case)
    for line, paid in zip(case.claim.lines, answer.lines, strict=True):
        assert (
            0 <= paid.paid <= max(contract_allowed(case.payer, line), line.charge if case.claim.sequence == "S" else 0)
        )


@given(cases())
def test_the_patient_never_owes_more_than_the_charge(case):
    assert 0 <= adjudicate(case).patient_responsibility <= case.claim.total_charge
