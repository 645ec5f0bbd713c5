"""The judge: silent on what is right, exact about place and 999 code on what is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim, a_line, claims
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.core.acknowledgment import acknowledge, write_999_interchange
from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.x12 import check, judge, read_transactions
from cleanclaim.core.x12.judge_checks import plan_for
from cleanclaim.core.x12.judging import LEVELS


def written(*some) -> bytes:
    return write_837p_interchange(some, ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="B1")


CLEAN = written(a_claim(lines=(a_line(1), a_line(2))))
DEFECTS = {
    "unknown segment": (b"LX*1~", b"ZZZ*1~LX*1~", "1", "ZZZ", ""),
    "segment of another transaction": (b"LX*1~", b"TRN*1*X~LX*1~", "2", "TRN", ""),
    "qualifier of no guide": (b"REF*6R*L1~", b"REF*QQ*L1~", "2", "REF", ""),
    "required segment missing": (b"REF*EI*371234567~", b"", "3", "REF", ""),
    "required loop missing": (b"NM1*PR*2*BLUE PLAINS HEALTH*****PI*BPH01~", b"", "3", "NM1", ""),
    "segment too often": (b"N3*12 MAIN ST~", b"N3*12 MAIN ST~N3*12 MAIN ST~", "5", "N3", ""),
    "out of order": (b"LX*1~", b"LX*1~DTP*472*D8*20260302~SV1*HC:99213*125*UN*1***1~", "7", "SV1", ""),
    "required element missing": (b"CLM*CLM-1001*", b"CLM**", "1", "CLM", "CLM01"),
    "element too long": (b"CLM*CLM-1001*", b"CLM*" + b"9" * 39 + b"*", "5", "CLM", "CLM01"),
    "element too short": (b"*PI*BPH01~", b"*PI*B~", "4", "NM1", "NM109"),
    "element not used": (b"BPH01~", b"BPH01*72~", "I10", "NM1", "NM110"),
    "bad code": (b"*Y*A*Y*Y~", b"*Y*Q*Y*Y~", "7", "CLM", "CLM07"),
    "bad component code": (b"11:B:1", b"11:X:1", "7", "CLM", "CLM05-2"),
    "date that is none": (b"D8*19800517", b"D8*19801317", "8", "DMG", "DMG02"),
    "amount that is none": (b"*HC:99213*125*", b"*HC:99213*1.2.5*", "6", "SV1", "SV102"),
    "half a pair": (b"*MI*W123456789~", b"*MI~", "2", "NM1", "NM109"),
    "parent that is none": (b"HL*2*1*22", b"HL*2*9*22", "7", "HL", "HL02"),
}


@pytest.mark.parametrize(("before", "after", "code", "name", "element"), DEFECTS.values(), ids=DEFECTS)
def test_a_defect_is_named_with_its_place(before, after, code, name, element):
    assert before in CLEAN
    found = {(p.code, p.name, p.element) for p in check(CLEAN.replace(before, after, 1)) if p.position}
    assert (code, name, element) in found


@given(st.lists(claims(), min_size=1, max_size=2))
@settings(max_examples=25, deadline=None)
def test_what_we_write_has_no_fault(some):
    assert list(check(written(*some), levels={1, 2})) == []


@given(st.lists(claims(), min_size=2, max_size=4, unique_by=lambda claim: claim.control_number))
@settings(max_examples=15, deadline=None)
def test_what_was_judged_before_changes_nothing(codesets, some):
    def judged(*claims):
        content = written(*claims).replace(b":99213", b":9X213").replace(b"*UN*", b"*QQ*")
        found = check(content, levels=LEVELS, codesets=codesets)
        return sorted((p.claim, p.code, p.element, p.value, p.message) for p in found if p.claim)

    together = judged(*some)
    alone = []
    for claim in some:
        plan_for.cache_clear()
        alone += judged(claim)
    assert together == sorted(alone)


def test_a_charge_that_its_lines_do_not_make_is_out_of_balance():
    (problem,) = check(written(a_claim(charge=99_900)))
    assert str(problem) == "segment 21, loop 2300, CLM02: says 999.00, the lines make 125.00"
    assert problem.level == 3


def test_levels_are_chosen():
    (transaction,) = read_transactions(written(a_claim(charge=99_900)))
    assert judge(transaction, levels=frozenset({1, 2})) == ()


def test_every_problem_says_file_segment_loop_and_element():
    content = CLEAN.replace(b"*Y*A*Y*Y~", b"*Y*Q*Y*Y~")
    (problem,) = check(content, file="claims.x12")
    assert str(problem) == "claims.x12, segment 21, loop 2300, CLM07: 'Q' is not one of A, B, C"


def test_a_rejected_transaction_is_answered_with_a_999_that_pyx12_accepts():
    transactions = list(read_transactions(CLEAN.replace(b"*Y*A*Y*Y~", b"*Y*Q*Y*Y~")))
    content = write_999_interchange(acknowledge(transactions), ENVELOPE)
    assert b"~IK3*CLM*19*2300*8~CTX*CLM01:CLM-1001~IK4*7**7*Q~IK5*R*5~AK9*R*1*1*0~" in content
    assert pyx12_faults(content) == []


def test_a_clean_file_is_accepted():
    (answer,) = acknowledge(read_transactions(CLEAN))
    assert (answer.code, answer.transactions[0].code) == ("A", "A")
