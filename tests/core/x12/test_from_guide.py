"""Transactions made from the tables of the guides: two judges find nothing in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, made, transactions
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.core.x12 import check
from cleanclaim.core.x12.guide import LoopUse, guide, guides

NAMES = [one.name for one in guides()]
PYX12_IS_STRICTER = {
    'Mandatory loop "Billing Provider of Service Level" (2000C) missing': "277CA 2000C: not for a batch refused",
    "(0) is not a valid code for Hierarchical Child Code (HL04)": "277CA HL04: 0 when nothing follows",
    'Mandatory loop "Patient Level" (2000D) missing': "277CA 2000D: situational, for a provider refused",
    'Mandatory loop "Provider of Service Information Trace Identifier" (2200C)': "277CA 2200C: situational",
    'Mandatory segment "Billing Provider Status Information" (STC) missing': "277CA STC of 2200C: situational",
    '"Status Information Effective Date" (STC02) is missing': "277CA STC02 of 2220D: not required of a line",
    '"Free-Form Message Text" (STC12) is marked as Not Used': "277CA STC12 of 2220D: situational",
    "Segment STC exceeded max count.": "277CA STC: as many as are needed",
    "Segment CTX exceeded max count.": "999 CTX of 2100: nine times the segment's context, once the business unit",
    '"Identification Code Qualifier" (NM108) is missing': "837P NM108 of 2010BA: situational, an employer has none",
    '"Subscriber Primary Identifier" (NM109) is missing': "837P NM109 of 2010BA: situational, an employer has none",
    "(31) is not a valid code for Claim or Encounter Identifier (BHT06)": "837P BHT06: 31 is a subrogation demand",
    "Loop FOOTER exceeded max count.": "835 PLB: as many as are needed",
    "is not a valid code for Attachment Transmission Code (PWK02)": "837P PWK*CT of 2400: has codes of its own",
}
"""What pyx12 says of a transaction that its guide allows → the guide's rule."""


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=20)
def test_what_a_guide_allows_its_judge_does_not_find(name, data):
    one = guide(name)
    content = interchange(one, data.draw(transactions(one)), ENVELOPE)
    assert [str(problem) for problem in check(content) if problem.level < 3] == []


@pytest.mark.parametrize("name", NAMES)
def test_full_transactions_hold_every_segment_of_their_guide(name):
    rows = [row for seed in range(20) for row in made(guide(name), fullness=0.9, often=1, seed=seed)]
    used = {item.name for loop in guide(name).loops for item in loop.items if not isinstance(item, LoopUse)}
    assert {row[0] for row in rows} == used


@pytest.mark.parametrize(("fullness", "often"), [(0.0, 1), (0.2, 2), (1.0, 1)])
@pytest.mark.parametrize("name", ["837p", "837i", "835", "277ca", "999"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=2)
def test_pyx12_finds_nothing_in_them_either(name, fullness, often, seed):
    one = guide(name)
    content = interchange(one, made(one, fullness=fullness, often=often, seed=seed), ENVELOPE)
    faults = [fault for fault in pyx12_faults(content) if not any(known in fault for known in PYX12_IS_STRICTER)]
    assert faults == []
