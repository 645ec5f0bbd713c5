"""The tables of guides: complete, chosen by what a transaction says it is, silent on files that are right."""

import csv
from itertools import combinations
from pathlib import Path

import pytest

from cleanclaim.core.x12 import check, read_transactions
from cleanclaim.core.x12.guide import GUIDES, Guide, LoopUse, guide, guide_for, guide_of, guides
from cleanclaim.core.x12.syntax import segment_types

REAL_FAULTS = {
    "837I/kputnam__stupidedi__837-institutional-claim.edi": {"DTP03"},  # RD8, and one day
    "837I/LinuxForHealth__x12__out-of-network-repriced-claim.837i": {  # components apart by ">", ISA16 says ":"
        *("CLM05-1", "CLM05-2", "CLM05-3", "CLM06", "HI", "SV202-1", "SV202-2")
    },
    "837I/Silvenga__vscode-edi-x12-support__odd-separator.edi": {"SE", "GE", "IEA", "LX"},  # cut off
    "271/kputnam__stupidedi__error-response-from-payer-to-clinic-not-eligible-for-inquiri~c15cb7r.edi": {"HL04"},
    "271/LinuxForHealth__x12__subscriber-health-benefit-check-error.271": {"SE02"},
    "277/kputnam__stupidedi__1.era": {"IEA02"},
    "278/kputnam__stupidedi__request-for-home-health-care.edi": {"SE01"},
    "278/kputnam__stupidedi__request-for-non-emergency-transportation.edi": {"HL02"},  # 0, with a level below
}
"""Files that their source calls valid, and what is wrong with them all the same."""


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.name)
def test_every_segment_and_element_a_guide_uses_is_one_of_the_standard(one: Guide):
    for loop in one.loops:
        for item in loop.items:
            assert isinstance(item, LoopUse) or fits(item.elements, segment_types()[item.name].elements), item


def fits(uses, types) -> bool:
    """Every position used is there, and has components where the guide names some."""
    return all(
        position <= len(types) and (not use.parts or fits(use.parts, types[position - 1].parts))
        for position, use in uses.items()
    )


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.name)
def test_neighbors_that_start_alike_are_told_apart_by_a_code(one: Guide):
    for loop in one.loops:
        for first, second in combinations(range(len(loop.items)), 2):
            if loop.groups[first] == loop.groups[second]:
                assert are_apart(qualifier(loop.items[first]), qualifier(loop.items[second])), loop.items[second]


def qualifier(item):
    return (item.loop.opening if isinstance(item, LoopUse) else item).qualifier


def are_apart(one, other) -> bool:
    return one[:2] == other[:2] != (0, 0) and not one[2] & other[2]


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.name)
def test_every_loop_opens_with_a_segment_that_it_requires(one: Guide):
    assert all(loop.opening.is_required for loop in one.loops)


def test_a_guide_is_read_when_it_is_asked_for_and_not_before():
    guide.cache_clear()
    assert guide_for("276", "005010X212").title == "Claim status request"
    assert guide.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("purpose", "name"), [("13", "278request"), ("01", "278request"), ("11", "278response"), ("08", "278request")]
)
def test_the_two_guides_of_one_version_are_told_apart_by_the_purpose(purpose, name):
    assert guide_for("278", "005010X217", purpose).name == name


def test_an_answer_with_an_unknown_purpose_is_known_by_what_it_holds():
    content = (
        b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*0101*^*00501*000000001*0*T*:~"
        b"GS*HI*A*B*20260101*0101*1*X*005010X217~ST*278*1*005010X217~BHT*0007*08*1*20260101*0101*18~HL*1**20*0~"
        b"AAA*N**42*R~SE*5*1~GE*1*1~IEA*1*000000001~"
    )
    (transaction,) = read_transactions(content)
    assert guide_of(transaction).name == "278response"


def test_a_transaction_without_a_guide_here_has_none():
    assert guide_for("834", "005010X220A1") is None


@pytest.mark.corpus
def test_valid_files_of_others_have_no_fault_but_those_that_are_real(corpus: Path):
    found = {path: faults(corpus / path) for path in valid_files(corpus)}
    assert len(found) > 30
    assert {path: some for path, some in found.items() if some} == REAL_FAULTS


def valid_files(corpus: Path) -> list[str]:
    """Those their source calls valid, of the transactions whose tables are tried here."""
    judged = {"837I", "837D", "270", "271", "276", "277", "278"}
    versions = tuple({version for _, version in GUIDES.values()})
    with (corpus / "MANIFEST.csv").open(encoding="utf-8") as rows:
        return [
            row["path"]
            for row in csv.DictReader(rows)
            if row["tx"] in judged and row["expected"] == "valid" and row["gs08"].startswith(versions)
        ]


def faults(path: Path) -> set[str]:
    return {problem.element or problem.name for problem in check(path)}
