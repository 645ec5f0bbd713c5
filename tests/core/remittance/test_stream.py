from io import BytesIO

import pytest
from hypothesis import given, settings
from msgspec import structs
from tests.builders.any_remittance import claim_payments, remittances
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.core.remittance import (
    ClaimPayment,
    ProviderAdjustment,
    Remittance,
    RemittanceEnd,
    stream_835,
    write_835_interchange,
)
from cleanclaim.core.remittance.read_claim import ClaimReader
from cleanclaim.core.remittance.write_claim import claim_rows, line_rows
from cleanclaim.core.x12 import Delimiters
from cleanclaim.core.x12.errors import MalformedSegment, RemittanceOutOfBalance, X12Error


def written(*remittances_: Remittance) -> bytes:
    return write_835_interchange(remittances_, an_envelope())


def events(content: bytes) -> list:
    return list(stream_835(content, file="era.x12"))


def three_claims() -> Remittance:
    return a_remittance(*(a_claim_payment(patient_control_number=f"CLM-{n}", index=n) for n in (1, 2, 3)))


def test_header_claims_provider_adjustments_and_the_end_come_in_order():
    remittance = a_remittance(provider_adjustments=[ProviderAdjustment("WO", 100)])
    assert [type(event) for event in events(written(remittance))] == [
        Remittance,
        ClaimPayment,
        ProviderAdjustment,
        RemittanceEnd,
    ]


def test_the_end_proves_each_level():
    end = events(written(a_remittance(provider_adjustments=[ProviderAdjustment("WO", 100)])))[-1]
    assert end.is_proven
    assert [(one.stated, one.computed) for one in end.sums] == [(10_000, 10_000), (10_000, 10_000), (9_900, 9_900)]


def test_a_bad_claim_is_an_error_with_its_place_and_hides_no_other():
    content = written(three_claims()).replace(b"CLP*CLM-2*1*150*", b"CLP*CLM-2*1*15O*")
    _, first, error, third, end = events(content)
    assert (first.patient_control_number, third.patient_control_number, third.index) == ("CLM-1", "CLM-3", 3)
    assert str(error) == "era.x12, segment 17, loop 2100, CLP03: '15O' is not an amount"
    assert (error.value, error.expected, error.code) == ("15O", "an amount in whole cents", "6")
    assert content[error.offset :].startswith(b"CLP*CLM-2")
    assert not end.is_proven


def test_an_error_in_a_line_stands_at_its_segment():
    content = written(three_claims()).replace(b"CAS*CO*45*50~CLP*CLM-3", b"CAS*CO*45*5.005~CLP*CLM-3")
    (error,) = (event for event in events(content) if isinstance(event, X12Error))
    assert (error.loop, error.element, error.value) == ("2110", "CAS03", "5.005")
    assert content[error.offset :].startswith(b"CAS*CO*45*5.005")


def test_a_claim_that_does_not_add_up_is_told_with_its_sums_and_the_claim():
    line = structs.replace(a_service_payment(), paid=9_999)
    content = written(a_remittance(a_claim_payment(line, paid=10_000)))
    (error,) = (event for event in events(content) if isinstance(event, RemittanceOutOfBalance))
    assert [(one.stated, one.computed) for one in error.sums] == [(9_999, 10_000), (10_000, 9_999)]
    assert [one.level for one in error.totals] == ["service line", "claim", "transaction"]
    assert (error.loop, error.element, error.claim.lines) == ("2110", "SVC03", (line,))
    assert content[error.offset :].startswith(b"SVC*")


def test_a_payment_that_its_claims_do_not_make_is_told_at_bpr():
    content = written(a_remittance()).replace(b"BPR*I*100*", b"BPR*I*101*")
    error, end = events(content)[-2:]
    assert (error.element, error.sums[0].difference) == ("BPR02", 100)
    assert content[error.offset :].startswith(b"BPR")
    assert [one.holds for one in end.sums] == [True, True, False]


@pytest.mark.parametrize("damage", [(b"~SE*", b"~"), (b"~SE*", b"~SE*9")])
def test_a_damaged_transaction_says_so_before_its_end(damage):
    *_, error, end = (e for e in events(written(a_remittance()).replace(*damage)) if getattr(e, "element", "") != "GE")
    assert isinstance(error, X12Error)
    assert isinstance(end, RemittanceEnd)
    assert not end.is_proven


def test_a_claim_longer_than_a_block_is_one_claim(monkeypatch):
    monkeypatch.setattr("cleanclaim.core.x12.blocks.CHUNK", 500)
    monkeypatch.setattr("cleanclaim.core.x12.blocks.LONGEST_PART", 300)
    claim = a_claim_payment(*(a_service_payment(line_control_number=f"L{n}") for n in range(60)))
    (read,) = (e for e in stream_835(BytesIO(written(a_remittance(claim)))) if isinstance(e, ClaimPayment))
    assert read == claim


@given(claim_payments())
@settings(max_examples=100)
def test_at_once_and_by_segments_are_one_reading(claim):
    rows = [*claim_rows(claim), *(row for line in claim.lines for row in line_rows(line))]
    texts = ["*".join(_text(element) for element in row).rstrip("*") for row in rows]
    reader = ClaimReader(Delimiters())
    assert reader.read("".join(f"{text}~" for text in texts), 1, 0) == reader.by_segments(texts, 1, 0) == claim


@given(remittances())
@settings(max_examples=50)
def test_the_stream_and_the_whole_hold_the_same_claims(remittance):
    found = events(written(remittance))
    assert tuple(event for event in found if isinstance(event, ClaimPayment)) == remittance.claims
    assert found[-1].is_proven
    assert not any(isinstance(event, MalformedSegment) for event in found)


def _text(element) -> str:
    return element if isinstance(element, str) else ":".join(element).rstrip(":")
