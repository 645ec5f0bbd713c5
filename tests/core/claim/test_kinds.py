"""Professional, institutional and dental claims: reading what is written gives the same values back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_kinds import (
    a_batch,
    a_dental_claim,
    a_hospital_claim,
    complete_claims,
    dental_claims,
    hospital_claims,
)
from tests.builders.claim_values import ENVELOPE, a_claim
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.core.claim import Batch, Claim, read_batches, read_claims, write_837_interchange
from cleanclaim.core.x12.errors import UnwritableValue


def written(*claims: Claim) -> bytes:
    return write_837_interchange([(a_batch(claims[0].kind), claims)], ENVELOPE)


def segments(content: bytes, *names: str) -> list[str]:
    return [text for text in content.decode().split("~") if text.partition("*")[0] in names]


@given(st.lists(complete_claims(), min_size=1, max_size=2))
@settings(max_examples=30)
def test_a_professional_claim_with_everything_is_read_as_it_was_written(some):
    assert list(read_claims(written(*some))) == some


@given(st.lists(hospital_claims(), min_size=1, max_size=2))
@settings(max_examples=30)
def test_an_institutional_claim_is_read_as_it_was_written(some):
    assert list(read_claims(written(*some))) == some


@given(st.lists(dental_claims(), min_size=1, max_size=2))
@settings(max_examples=30)
def test_a_dental_claim_is_read_as_it_was_written(some):
    assert list(read_claims(written(*some))) == some


@given(complete_claims())
@settings(max_examples=8)
def test_pyx12_finds_no_fault_in_a_professional_claim_with_everything(claim):
    assert pyx12_faults(written(claim)) == []


@given(hospital_claims())
@settings(max_examples=8)
def test_pyx12_finds_no_fault_in_an_institutional_claim(claim):
    assert pyx12_faults(written(claim)) == []


def test_a_hospital_bills_by_revenue_code_and_bill_type():
    content = written(a_hospital_claim())
    assert segments(content, "CLM", "CL1", "SV2") == [
        "CLM*CLM-1001*45***13:A:1**A*Y*Y",
        "CL1*1*1*01",
        "SV2*0305*HC:85025*45*UN*1",
    ]


def test_a_replaced_hospital_claim_changes_its_bill_type():
    assert segments(written(a_hospital_claim(frequency="7")), "CLM") == ["CLM*CLM-1001*45***13:A:7**A*Y*Y"]


def test_a_filling_says_tooth_and_surfaces():
    content = written(a_dental_claim())
    assert segments(content, "SV3", "TOO") == ["SV3*AD:D2150*180**10*******1", "TOO*JP*12*L:O"]


def test_claims_of_two_kinds_do_not_share_a_transaction():
    with pytest.raises(UnwritableValue, match="one transaction carries claims of one kind"):
        write_837_interchange([(a_batch(), [a_claim(), a_dental_claim()])], ENVELOPE)


def test_a_file_is_written_back_with_its_heads():
    content = write_837_interchange(
        [(a_batch(), [a_claim()]), (a_batch(type="RP", purpose="18"), [a_claim()])], ENVELOPE
    )
    first, claim, second, _ = read_batches(content)
    assert isinstance(first, Batch)
    assert isinstance(second, Batch)
    assert (first.type, second.type, second.purpose, second.control_number) == ("CH", "RP", "18", "0002")
    assert first.submitter == a_batch().submitter
    assert write_837_interchange([(first, [claim]), (second, [claim])], ENVELOPE) == content
