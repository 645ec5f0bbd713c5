"""`cleanclaim era` on small files, then on the files of others."""

import json

import pytest
from msgspec.structs import replace
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment

from cleanclaim.core.claim import Adjustment
from cleanclaim.core.remittance import ProviderAdjustment


def a_payment():
    reasons = (Adjustment("CO", "45", 3_000), Adjustment("PR", "1", 2_000))
    claim = a_claim_payment(a_service_payment(15_000, 10_000, adjustments=reasons))
    return a_remittance(claim, provider_adjustments=(ProviderAdjustment("WO", 1_000, "OLD-1", "1234567893"),))


def test_a_remittance_in_words(run, an_835):
    told = run("era", an_835(a_payment()))
    assert told.exit_code == 0
    assert "MERIDIAN BLUE pays $90.00" in told.output
    assert "payment: add up" in told.output
    assert "charge $150.00, paid $100.00, adjusted $30.00, patient $20.00" in told.output
    assert "CO-45 $30.00 (contract): charge above contract" in told.output
    assert "provider adjustment WO (overpayment taken back): $10.00 less, reference OLD-1" in told.output


def test_one_that_does_not_add_up_says_which_sum(run, an_835):
    told = run("era", an_835(replace(a_payment(), amount=9_500)))
    assert told.exit_code == 1
    assert "payment: do not add up" in told.output
    assert "total: $95.00 is stated, $90.00 is the sum" in told.output


def test_json_for_programs(run, an_835):
    (answer,) = json.loads(run("era", an_835(a_payment()), "--format", "json").stdout)
    assert answer["adds_up"] is True
    assert answer["remittance"]["amount"] == 9_000


def test_a_claim_file_holds_no_remittance(run, an_837):
    told = run("era", an_837())
    assert told.exit_code == 2
    assert "holds no 835" in told.stderr


@pytest.mark.corpus
def test_remittances_of_others_are_told_or_refused_with_a_reason(run, corpus):
    told = run("era", corpus)
    assert told.exit_code == 2
    assert told.stdout.count(" pays ") > 40
    assert "Traceback" not in told.output
