import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.builders.any_remittance import remittances
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance import ProviderAdjustment, prove, sums, warnings
from cleanclaim.core.x12.errors import RemittanceOutOfBalance


def test_a_remittance_that_adds_up_is_given_back():
    remittance = a_remittance()
    assert prove(remittance) is remittance


def test_every_equation_is_shown_whether_it_holds_or_not():
    assert [one.level for one in sums(a_remittance())] == ["service line", *["claim"] * 3, *["transaction"] * 2]


def test_a_positive_provider_adjustment_lowers_the_payment():
    assert prove(a_remittance(provider_adjustments=[ProviderAdjustment("WO", 7_500)])).amount == 2_500


def test_the_error_names_the_claim_the_line_and_both_amounts():
    line = structs.replace(a_service_payment(), paid=9_999)
    with pytest.raises(
        RemittanceOutOfBalance, match=r"claim 1 \(CLM-1\), line 1: \$99.99 is stated, \$100.00 is the sum"
    ) as caught:
        prove(a_remittance(a_claim_payment(line, paid=10_000)))
    assert [one.where for one in caught.value.sums] == [
        "claim 1 (CLM-1), line 1",
        "claim 1 (CLM-1), payments of its lines",
    ]


def test_a_payment_below_zero_is_no_payment():
    with pytest.raises(RemittanceOutOfBalance, match="not negative"):
        prove(a_remittance(provider_adjustments=[ProviderAdjustment("WO", 10_001)]))


def test_a_patient_responsibility_that_differs_is_a_warning_only():
    line = a_service_payment(adjustments=(Adjustment("CO", "45", 3_000), Adjustment("PR", "3", 2_000)))
    remittance = prove(a_remittance(a_claim_payment(line, patient_responsibility=0)))
    assert [(one.stated, one.computed) for one in warnings(remittance)] == [(0, 2_000)]


def test_the_error_has_one_sum_of_each_level():
    with pytest.raises(RemittanceOutOfBalance) as caught:
        prove(structs.replace(a_remittance(provider_adjustments=[ProviderAdjustment("L6", -250)]), amount=10_000))
    assert [(one.level, one.stated, one.computed) for one in caught.value.totals] == [
        ("service line", 10_000, 10_000),
        ("claim", 10_000, 10_000),
        ("transaction", 10_000, 10_250),
    ]


@given(remittances())
def test_whatever_balances_is_proven(remittance):
    assert prove(remittance) == remittance


@given(remittances(), st.data())
def test_one_cent_of_damage_anywhere_is_found(remittance, data):
    with pytest.raises(RemittanceOutOfBalance):
        prove(_damaged(remittance, data))


def _damaged(remittance, data):
    """One amount that enters the equations, a cent off."""
    spots = [lambda r: structs.replace(r, amount=r.amount + 1)]
    for position, adjustment in enumerate(remittance.provider_adjustments):
        changed = structs.replace(adjustment, amount=adjustment.amount + 1)
        spots.append(
            lambda r, p=position, c=changed: structs.replace(r, provider_adjustments=_put(r.provider_adjustments, p, c))
        )
    for position, claim in enumerate(remittance.claims):
        for changed in _damaged_claims(claim):
            spots.append(lambda r, p=position, c=changed: structs.replace(r, claims=_put(r.claims, p, c)))
    return data.draw(st.sampled_from(spots))(remittance)


def _damaged_claims(claim):
    yield structs.replace(claim, charge=claim.charge + 1)
    yield structs.replace(claim, paid=claim.paid + 1)
    for adjustments in _damaged_adjustments(claim.adjustments):
        yield structs.replace(claim, adjustments=adjustments)
    for position, line in enumerate(claim.lines):
        changed = [structs.replace(line, charge=line.charge + 1), structs.replace(line, paid=line.paid + 1)]
        changed += [structs.replace(line, adjustments=one) for one in _damaged_adjustments(line.adjustments)]
        for one in changed:
            yield structs.replace(claim, lines=_put(claim.lines, position, one))


def _damaged_adjustments(adjustments):
    for position, adjustment in enumerate(adjustments):
        yield _put(adjustments, position, structs.replace(adjustment, amount=adjustment.amount + 1))


def _put(values, position, value):
    return (*values[:position], value, *values[position + 1 :])
