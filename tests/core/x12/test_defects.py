"""Every seeded defect is found and named, and no defect hides another."""

from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.x12_files import a_file

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.x12 import check
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.judging import LEVELS, PLAIN, SITUATIONS

DEFECTS = yaml.safe_load((Path(__file__).parent / "defects.yaml").read_text(encoding="utf-8"))
SPOKEN = ("unknown_segment", "element_not_used", "claim_is_not_its_lines", "line_of_another_payer", "taxonomy")
"""Defects at different places of one file, none of which takes away what another needs."""


def faults(content: bytes, codesets: CodeSets | None = None) -> set[tuple[int, str, str]]:
    levels = LEVELS if codesets else PLAIN | {SITUATIONS}
    found = check(content, levels=levels, codesets=codesets)
    return {(one.level, one.code, one.element or one.name) for one in found if not one.is_unchecked}


@pytest.mark.parametrize("name", sorted({defect["file"] for defect in DEFECTS.values()}))
def test_the_files_that_are_changed_have_no_fault(name, codesets):
    assert faults(a_file(name), codesets) == set()


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_a_defect_is_found_and_named(defect, codesets):
    content = a_file(defect["file"], tuple(defect["change"]), counted=defect.get("counted", True))
    assert tuple(defect["says"]) in faults(content, codesets if defect.get("codes") else None)


def test_there_are_defects_of_every_level():
    assert len(DEFECTS) >= 42
    assert {defect["says"][0] for defect in DEFECTS.values()} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("pair", list(combinations(SPOKEN, 2)), ids="+".join)
def test_two_defects_are_both_found(pair, codesets):
    some = [DEFECTS[name] for name in pair]
    content = a_file("837p", *(tuple(defect["change"]) for defect in some))
    assert {tuple(defect["says"]) for defect in some} <= faults(content, codesets)


def test_a_claim_without_head_or_tail_hides_nothing_in_the_next():
    broken = a_file(
        "837p", ("REF*D9*CH1~HI*ABK:E1165*ABF:I10~", "ZZZ~HI~"), ("LX*1~SV1*HC:99213*125", "SV1*HC:99213*125"),
        ("CLM-1002*125", "CLM-1002*130"),
    )  # fmt: skip
    found = faults(broken)
    assert (1, "1", "ZZZ") in found
    assert (3, "I12", "CLM02") in found


def test_a_fault_says_where_in_the_file_it_stands_and_what_was_expected():
    content = a_file("837p", ("*Y*A*Y*Y~", "*Y*Q*Y*Y~"))
    (problem,) = check(content, file="claims.x12")
    assert content[problem.offset :].startswith(b"CLM*CLM-1001*")
    assert (problem.expected, problem.claim) == ("A, B, C", "CLM-1001")
    assert str(problem) == "claims.x12, segment 21, loop 2300, CLM07: 'Q' is not one of A, B, C"


def test_without_tables_codes_are_not_checked_and_that_is_said():
    found = list(check(a_file("837p", ("ABK:E1165", "ABK:Z9999")), levels={5}))
    assert all(problem.is_unchecked for problem in found)
    assert "3 not checked against diagnosis: not loaded" in {problem.message for problem in found}


def test_a_situation_tells_what_made_it_one():
    (problem,) = check(a_file("837p", ("11:B:1", "11:B:7")), levels={SITUATIONS})
    assert problem.trigger
    assert (problem.trigger.name, problem.trigger.element) == ("CLM", "5-3")
    assert problem.message == "REF*F8 is needed when CLM05-3 in 7|8"


@given(st.sampled_from(["837p", "837i", "835"]), st.integers(110, 2_400), st.binary(max_size=4), st.integers(0, 40))
@settings(max_examples=150)
def test_damage_anywhere_is_judged_or_refused_never_a_crash(codesets, name, place, noise, length):
    content = a_file(name)
    with suppress(X12Error):
        list(check(content[:place] + noise + content[place + length :], levels=LEVELS, codesets=codesets))
