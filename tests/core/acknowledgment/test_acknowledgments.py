"""TA1, 999 and 277CA: read back as written, judged by pyx12, read from others."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_values import BILLING, ENVELOPE, NPIS, SUBMITTER, cents, texts
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.core.acknowledgment import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    ElementError,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
    SegmentError,
    Totals,
    TransactionAcknowledgment,
    read_277ca,
    read_999,
    read_ta1,
    write_277ca_interchange,
    write_999_interchange,
    write_ta1,
)
from cleanclaim.core.claim import Party
from cleanclaim.core.x12 import check, read_transactions
from cleanclaim.core.x12.errors import MalformedSegment

ELEMENT_ERRORS = st.builds(ElementError, st.sampled_from(("9", "5-2")), st.sampled_from("1567"), st.just("") | texts(9))
SEGMENT_ERRORS = st.builds(
    SegmentError,
    st.sampled_from(("NM1", "CLM", "SV1")),
    st.integers(2, 9_999),
    st.sampled_from(("3", "8", "2")),
    st.sampled_from(("", "2010", "2300")),
    st.just("") | texts(20),
    st.lists(
        st.builds(ElementError, st.sampled_from(("9", "5-2")), st.sampled_from("1567"), st.just("") | texts(9)),
        max_size=2,
    ).map(tuple),
)
TRANSACTIONS = st.builds(
    TransactionAcknowledgment,
    st.just("837"),
    st.sampled_from(("0001", "0002")),
    st.sampled_from("AER"),
    st.lists(SEGMENT_ERRORS, max_size=3).map(tuple),
    st.sampled_from(((), ("5",), ("5", "4"))),
)
FUNCTIONAL = st.builds(
    FunctionalAcknowledgment,
    st.just("HC"),
    st.sampled_from(("17", "18")),
    st.sampled_from("AERP"),
    st.lists(TRANSACTIONS, min_size=1, max_size=3).map(tuple),
    st.just("005010X222A1"),
)
STATUSES = st.builds(
    ClaimStatus,
    st.sampled_from(("A1", "A2", "A3", "A7")),
    st.sampled_from(("20", "21", "562")),
    st.sampled_from(("", "85", "PR")),
    st.sampled_from(("WQ", "U")),
    st.just(date(2026, 3, 5)),
    cents(),
)
ANSWERS = st.builds(
    ClaimAnswer,
    texts(20),
    st.lists(STATUSES, min_size=1, max_size=2).map(tuple),
    st.just("") | texts(20),
    st.just(date(2026, 3, 2)),
    st.none() | st.just(date(2026, 3, 3)),
    st.builds("{}, {}".format, texts(20), texts(10)),
    texts(12, least=2),
    st.builds(Party, name=texts(20), npi=NPIS),
)
CLAIM_ACKNOWLEDGMENTS = st.builds(
    ClaimAcknowledgment,
    st.builds(Party, name=texts(20), payer_id=texts(8, least=2)),
    st.sampled_from(("PR", "AY")),
    texts(12),
    st.lists(ANSWERS, min_size=1, max_size=3).map(tuple),
    st.just(date(2026, 3, 5)),
    st.just(Party(name="LAKESIDE FAMILY PRACTICE", payer_id="CLEANCLAIM")),
)


def the_999(content: bytes) -> FunctionalAcknowledgment:
    (transaction,) = read_transactions(content)
    return read_999(transaction)


def the_277ca(content: bytes) -> ClaimAcknowledgment:
    (transaction,) = read_transactions(content)
    return read_277ca(transaction)


@given(FUNCTIONAL)
@settings(max_examples=40, deadline=None)
def test_a_999_is_read_back_as_written(answer):
    assert the_999(write_999_interchange([answer], ENVELOPE)) == answer


@given(FUNCTIONAL)
@settings(max_examples=10, deadline=None)
def test_pyx12_finds_no_fault_in_a_999(answer):
    assert pyx12_faults(write_999_interchange([answer], ENVELOPE)) == []


@given(CLAIM_ACKNOWLEDGMENTS)
@settings(max_examples=40, deadline=None)
def test_a_277ca_is_read_back_as_written(answer):
    assert the_277ca(write_277ca_interchange([answer], ENVELOPE, reference="R1")) == answer


@given(CLAIM_ACKNOWLEDGMENTS)
@settings(max_examples=10, deadline=None)
def test_pyx12_finds_no_fault_in_a_277ca(answer):
    assert pyx12_faults(write_277ca_interchange([answer], ENVELOPE, reference="R1")) == []


def test_a_batch_refused_as_a_whole_names_no_claim():
    refusal = ClaimStatus("A8", "746", "40", "U", date(2026, 3, 5), 12_500)
    source = Party(name="CLEARHOUSE", payer_id="CH01")
    answer = ClaimAcknowledgment(
        source, "AY", "B1", (), date(2026, 3, 5), replace(SUBMITTER, contact_name="", phone="")
    )
    answer = replace(answer, statuses=(refusal,))
    assert the_277ca(write_277ca_interchange([answer], ENVELOPE, reference="R1")) == answer


def test_a_rejected_claim_counts_its_money_as_rejected():
    rejected = ClaimAnswer("C1", (ClaimStatus("A7", "562", "85", "U", date(2026, 3, 5), 12_500),), provider=BILLING)
    answer = ClaimAcknowledgment(Party(name="BPH", payer_id="BPH01"), "PR", "B1", (rejected,))
    content = write_277ca_interchange([answer], ENVELOPE, reference="R1")
    assert b"QTY*QC*1~AMT*YY*125~" in content
    assert the_277ca(content).claims[0].is_rejected


def test_a_batch_and_its_providers_are_counted_and_added_up():
    claims = tuple(
        ClaimAnswer(name, (ClaimStatus(category, "20", "PR", "WQ", date(2026, 3, 5), charge),), provider=BILLING)
        for name, category, charge in (("C1", "A2", 12_500), ("C2", "A7", 8_050), ("C3", "A2", 100))
    )
    answer = ClaimAcknowledgment(Party(name="BPH", payer_id="BPH01"), "PR", "B1", claims)
    content = write_277ca_interchange([answer], ENVELOPE, reference="R1")
    assert b"QTY*90*2~QTY*AA*1~AMT*YU*126~AMT*YY*80.5~HL*3*2*19" in content
    assert b"QTY*QA*2~QTY*QC*1~AMT*YU*126~AMT*YY*80.5~HL*4*3*PT" in content
    assert the_277ca(content).totals == Totals(2, 1, 12_600, 8_050)
    assert list(check(content, levels={3})) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (b"QTY*90*1~", b"QTY*90*2~", [("2200B", "QTY02", "says 2.00, the claims make 1.00")]),
        (b"AMT*YU*125~HL*4", b"AMT*YU*120~HL*4", [("2200C", "AMT02", "says 120.00, the claims make 125.00")]),
    ],
)
def test_totals_that_its_claims_do_not_make_are_a_fault(right, wrong, told):
    claim = ClaimAnswer("C1", (ClaimStatus("A2", "20", "PR", "WQ", date(2026, 3, 5), 12_500),), provider=BILLING)
    answer = ClaimAcknowledgment(Party(name="BPH", payer_id="BPH01"), "PR", "B1", (claim,))
    content = write_277ca_interchange([answer], ENVELOPE, reference="R1").replace(right, wrong)
    found = check(content, levels={3})
    assert [(problem.loop, problem.element, problem.message) for problem in found] == told


@pytest.mark.parametrize("claims", [(), (ClaimAnswer("C1", (ClaimStatus("A2", "20", "PR", "WQ", None, 12_500),)),)])
def test_totals_that_its_claims_do_not_make_are_read_as_stated(claims):
    answer = ClaimAcknowledgment(Party(name="BPH"), "PR", "B1", claims, stated=Totals(4, 5, 60_000, 0))
    content = write_277ca_interchange([answer], ENVELOPE, reference="R1")
    assert the_277ca(content).stated == answer.stated
    with pytest.raises(MalformedSegment, match="is not a number of claims"):
        the_277ca(content.replace(b"QTY*90*4~", b"QTY*90*four~"))


def test_a_ta1_is_read_back_as_written():
    answers = [InterchangeAcknowledgment("000000017", "260304", "0930", "R", "021")]
    assert list(read_ta1(write_ta1(answers, ENVELOPE))) == answers


def test_a_999_without_its_verdict_is_refused():
    content = write_999_interchange([FunctionalAcknowledgment("HC", "17", "A")], ENVELOPE)
    with pytest.raises(MalformedSegment, match="AK9 is missing"):
        the_999(content.replace(b"AK9*A*0*0*0~", b""))


@pytest.mark.corpus
def test_every_999_and_277ca_of_others_is_read_but_one_with_a_date_that_is_none(corpus: Path):
    files = [file for folder in ("999", "277CA") for file in sorted((corpus / folder).iterdir())]
    refused = []
    for file in files:
        for transaction in read_transactions(file):
            try:
                read_999(transaction) if transaction.kind == "999" else read_277ca(transaction)
            except MalformedSegment as error:
                refused.append(str(error))
    bad_date = (
        "Inteligenz__X12Parser__FromLatitude81uk.txt, segment 28, loop 2200D, DTP03: '4545454-5454545' is not a date"
    )
    assert refused == [bad_date]


@pytest.mark.corpus
def test_the_code_of_a_rejection_by_others_is_kept(corpus: Path):
    (transaction,) = read_transactions(corpus / "277CA" / "imsweb__x12-parser__x12_277CA_rejected.txt")
    (claim,) = read_277ca(transaction).claims
    assert claim.statuses == (ClaimStatus("A7", "562", "85", "WQ", date(2011, 3, 11), 19_914),)
    assert claim.payer_claim_control_number == "1107000000001120"


@pytest.mark.corpus
def test_every_ta1_of_others_is_read(corpus: Path):
    assert [ta1.code for file in sorted((corpus / "TA1").iterdir()) for ta1 in read_ta1(file)] == ["R", "A"]
