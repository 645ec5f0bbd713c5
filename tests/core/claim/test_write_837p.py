"""What we write: pyx12 finds no fault in it, and reading it gives the same claims back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_values import ENVELOPE, PATIENT, RECEIVER, SUBMITTER, a_claim, a_line, claims
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.core.claim import Accident, Adjustment, Claim, OtherCoverage, OtherPayerLine, Party, read_837
from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import UnwritableValue


def written(*some: Claim) -> bytes:
    return write_837p_interchange(some, ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="B1")


def read_back(content: bytes) -> tuple[Claim, ...]:
    (transaction,) = read_transactions(content)
    assert transaction.problems == ()
    return read_837(transaction)


def segments_of(content: bytes, name: str) -> list[str]:
    return [text for text in content.decode().split("~") if text.startswith(f"{name}*")]


@given(st.lists(claims(), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_reading_what_is_written_gives_the_same_claims(some):
    assert read_back(written(*some)) == tuple(some)


@given(st.lists(claims(), min_size=1, max_size=2))
@settings(max_examples=10, deadline=None)
def test_pyx12_finds_no_fault_in_what_is_written(some):
    assert pyx12_faults(written(*some)) == []


def test_pyx12_does_find_a_fault_where_there_is_one():
    assert pyx12_faults(written(a_claim()).replace(b"CLM*CLM-1001", b"CLM*"))


def test_a_secondary_claim_says_what_the_first_payer_did():
    reasons = (Adjustment("CO", "45", 2_500), Adjustment("PR", "2", 2_000))
    answer = OtherPayerLine("MCARE", 8_000, "99213", adjustments=reasons, adjudicated_on=date(2026, 4, 1))
    member, payer = replace(PATIENT, birth_date=None, sex=""), Party(name="MEDICARE", payer_id="MCARE")
    medicare = OtherCoverage(payer, member, "P", filing_code="MB", paid=8_000)
    line = a_line(other_payers=(answer,))
    content = written(a_claim(sequence="S", lines=(line,), other_coverages=(medicare,)))
    assert segments_of(content, "SVD") == ["SVD*MCARE*80*HC:99213**1"]
    assert segments_of(content, "CAS") == ["CAS*CO*45*25", "CAS*PR*2*20"]
    assert pyx12_faults(content) == []


def test_claims_of_one_family_share_the_subscriber_level():
    child = replace(PATIENT, first_name="LUIS", member_id="")
    family = [a_claim(control_number=f"C{n}", patient=child, relationship="19") for n in range(3)]
    content = written(*family)
    assert segments_of(content, "HL") == ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0"]
    assert read_back(content) == tuple(family)


def test_a_replacement_names_the_payers_number():
    content = written(a_claim(frequency="7", payer_claim_control_number="ICN123"))
    assert segments_of(content, "CLM") == ["CLM*CLM-1001*125***11:B:7*Y*A*Y*Y"]
    assert segments_of(content, "REF") == ["REF*EI*371234567", "REF*F8*ICN123", "REF*6R*L1"]


def test_a_work_injury_is_billed_to_the_employer():
    employer = replace(PATIENT, last_name="ACME FREIGHT", first_name="", is_organization=True, birth_date=None, sex="")
    injury = Accident(employment=True, on=date(2026, 2, 20))
    claim = a_claim(subscriber=employer, patient=replace(PATIENT, member_id=""), relationship="20", accident=injury)
    assert segments_of(written(claim), "CLM") == ["CLM*CLM-1001*125***11:B:1*Y*A*Y*Y**EM"]
    assert read_back(written(claim)) == (claim,)


def test_a_delimiter_in_a_name_is_refused_with_its_place():
    with pytest.raises(UnwritableValue, match=r"segment \d+, NM103: 'RIV~ERA' holds '~'"):
        written(a_claim(subscriber=replace(PATIENT, last_name="RIV~ERA")))


def test_a_thirteenth_diagnosis_is_refused():
    with pytest.raises(UnwritableValue, match="13 diagnoses"):
        written(a_claim(diagnoses=tuple(f"Z00.{n:02d}" for n in range(13))))
