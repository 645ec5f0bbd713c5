"""What a receiver owes for a file: TA1, 999 and 277CA made from what the judge found."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.builders.claim_values import ENVELOPE
from tests.builders.pyx12_judge import pyx12_faults
from tests.builders.x12_files import a_file

from cleanclaim.core.acknowledgment import (
    acknowledge,
    acknowledge_claims,
    acknowledge_interchange,
    read_277ca,
    read_999,
    refuse_interchange,
    write_277ca_interchange,
    write_999_interchange,
)
from cleanclaim.core.claim import Party
from cleanclaim.core.x12 import check, judge, read_interchanges, read_transactions
from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.judging import LEVELS, PLAIN, SITUATIONS

DEFECTS = yaml.safe_load((Path(__file__).parents[1] / "x12" / "defects.yaml").read_text(encoding="utf-8"))
SOURCE = Party(name="BLUE PLAINS HEALTH", payer_id="BPH01")
COUNTED_AS_ONE = "Segment CTX exceeded max count.  Found 2, should have 1"
"""pyx12 takes the CTX of a situation and that of a claim for one, of which a 999 may have nine and one."""
EVERY = PLAIN | {SITUATIONS}


def of(defect) -> bytes:
    return a_file(defect["file"], tuple(defect["change"]), counted=defect.get("counted", True))


def the_999(content: bytes, levels=EVERY) -> bytes:
    return write_999_interchange(acknowledge(read_transactions(content), levels=levels), ENVELOPE)


def the_277ca(content: bytes) -> bytes:
    (transaction,) = read_transactions(content)
    problems = judge(transaction, levels=EVERY)
    answer = acknowledge_claims(transaction, problems, source=SOURCE, source_code="PR", received_on=date(2026, 3, 5))
    return write_277ca_interchange([answer], ENVELOPE, reference="R1")


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_our_999_of_every_defect_has_no_fault_and_is_read_back(defect, codesets):
    answers = acknowledge(read_transactions(of(defect)), levels=LEVELS, codesets=codesets)
    content = write_999_interchange(answers, ENVELOPE)
    assert [str(problem) for problem in check(content, levels=EVERY)] == []
    assert tuple(read_999(transaction) for transaction in read_transactions(content)) == answers


@pytest.mark.parametrize("name", ["segment_missing", "code_in_a_composite", "accident_without_its_day", "half_a_pair"])
def test_pyx12_finds_no_fault_in_our_999(name):
    faults = pyx12_faults(the_999(of(DEFECTS[name])))
    assert [fault for fault in faults if COUNTED_AS_ONE not in fault] == []


def test_a_situation_is_answered_with_what_made_it_one():
    content = the_999(of(DEFECTS["replacement_without_the_original"]))
    assert b"~IK3*REF*19*2300*I6~CTX*SITUATIONAL TRIGGER*CLM*19*2300*5:3~CTX*CLM01:CLM-1001~IK5*R*5~" in content


def test_a_situation_of_an_element_is_answered_beside_it():
    content = the_999(of(DEFECTS["accident_without_its_state"]))
    assert b"~CTX*CLM01:CLM-1002~IK4*11:4**I9~CTX*SITUATIONAL TRIGGER*CLM*56*2300*11:1~" in content


def test_levels_decide_what_is_rejected():
    content = of(DEFECTS["npi_check_digit"])
    assert b"~IK5*A~AK9*A*1*1*1~" in the_999(content, levels={1, 2})
    assert b"~IK5*R*5~AK9*R*1*1*0~" in the_999(content)


@pytest.mark.parametrize(
    ("name", "end"),
    [("transaction_count", b"*5~SE"), ("group_control_number", b"*4~SE"), ("segment_count", b"*4~AK9*R")],
)
def test_a_count_or_number_that_differs_is_told_where_it_belongs(name, end):
    assert end in the_999(of(DEFECTS[name]))


def test_a_transaction_that_no_guide_is_for_is_not_supported():
    content = a_file("835", ("ST*835*", "ST*820*"))
    assert b"AK2*820*0001*005010X221A1~IK5*R*1~" in the_999(content)


def test_a_version_that_no_guide_is_for_is_not_supported():
    content = a_file("835").replace(b"005010X221A1", b"004010X091A1")
    assert b"AK2*835*0001*004010X091A1~IK5*R*I6~" in the_999(content)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b"IEA*1*000000017", b"IEA*1*000000018", "001"),
        (b"IEA*1*", b"IEA*2*", "021"),
        (b"~IEA*1*000000017", b"", "023"),
        (b"*00501*", b"*00200*", "003"),
        (b"*260304*", b"*261304*", "014"),
        (b"*T*:~", b"*X*:~", "020"),
        (b"*T*:~", b"*T*:~", "000"),
    ],
)
def test_a_ta1_tells_what_is_wrong_with_an_envelope(before, after, code):
    content = a_file("837p")
    assert before in content
    (interchange,) = read_interchanges(content.replace(before, after))
    answer = acknowledge_interchange(interchange)
    assert (answer.code, answer.note) == ("A" if code == "000" else "R", code)


def test_a_file_that_cannot_be_read_is_refused_by_its_isa():
    content = a_file("837p").replace(b"GS*HC", b"XX*HC")
    with pytest.raises(MalformedInterchange) as error:
        list(read_transactions(content))
    assert refuse_interchange(content, error.value).note == "024"
    assert refuse_interchange(b"no ISA", error.value) is None


def test_each_claim_is_accepted_or_rejected_for_what_is_wrong_with_it():
    content = the_277ca(a_file("837p", ("*XX*1003000126~", "*XX*1003000120~")))
    (transaction,) = read_transactions(content)
    bad, good = read_277ca(transaction).claims
    assert [(s.category, s.status, s.entity) for s in bad.statuses] == [("A7", "562", "82")]
    assert (good.patient_control_number, good.is_rejected) == ("CLM-1002", False)
    assert good.patient_name == "OKAFOR, IDA"
    assert list(check(content, levels=EVERY)) == []
    assert pyx12_faults(content) == []


def test_a_fault_of_the_billing_provider_rejects_all_its_claims():
    (transaction,) = read_transactions(the_277ca(of(DEFECTS["npi_check_digit"])))
    assert [claim.is_rejected for claim in read_277ca(transaction).claims] == [True, True]


@pytest.mark.parametrize("defect", [d for d in DEFECTS.values() if d["file"] == "837p"])
def test_our_277ca_of_every_defect_has_no_fault(defect):
    assert [str(problem) for problem in check(the_277ca(of(defect)), levels=PLAIN)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CLM*CLM-1001*", f"CLM*{'-:' * 90}*"),
        ("CLM*CLM-1001*200*", "CLM*CLM-1001*much*"),
        ("NM1*41*2*LAKESIDE FAMILY PRACTICE*", "NM1*41*2**"),
        ("NM1*IL*1*", "NM1*XX*1*"),
        ("*46*", "**"),
    ],
)
def test_what_a_claim_does_not_say_and_an_answer_must_is_told_as_unknown(before, after):
    content = a_file("837p")
    told = the_277ca(content.replace(before.encode(), after.encode()))
    assert before.encode() in content
    assert list(check(told, levels={1})) == []


def test_an_element_that_a_999_cannot_number_is_told_as_its_last():
    content = a_file("837p").replace(b"~LX*1~", b"~LX*1" + b"*" * 300 + b"X~", 1)
    assert b"~IK4*99**3*X~" in the_999(content)
