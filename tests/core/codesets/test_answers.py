"""Every code that a guide allows in a payer's answer has words of ours."""

import pytest

from cleanclaim.core.authorization import Decision
from cleanclaim.core.benefits import AAA_CODES
from cleanclaim.core.codesets.answers import words_for
from cleanclaim.core.x12.guide import SegmentUse, guide

PLACES = [
    ("271", "2110C", "EB", 1, "EB01"),
    ("271", "2110C", "EB", 3, "EB03"),
    ("271", "2110C", "EB", 6, "EB06"),
    ("271", "2100C", "AAA", 4, "AAA04"),
    ("278response", "2000E", "HCR", 1, "HCR01"),
]


@pytest.mark.parametrize(("name", "loop", "segment", "position", "element"), PLACES)
def test_no_code_is_left_without_words(name, loop, segment, position, element):
    (found,) = (one for one in guide(name).loops if one.id == loop)
    use = next(item for item in found.items if item.name == segment)
    assert [code for code in sorted(use.elements[position].codes) if not words_for(element, code)] == []


@pytest.mark.parametrize("name", ["271", "278response"])
def test_no_refusal_is_left_without_words(name):
    items = [item for loop in guide(name).loops for item in loop.items]
    refusals = [item for item in items if isinstance(item, SegmentUse) and item.name == "AAA"]
    assert {code for use in refusals for code in use.elements[3].codes} <= set(AAA_CODES)


@pytest.mark.parametrize(
    ("action", "reason", "words"),
    [
        ("A3", "0F", "not certified: not medically necessary"),
        ("A4", "0U", "pended (decided later): the payer wants to know more about the patient"),
        ("A1", "", "certified in full"),
        ("A3", "Q9", "not certified: reason Q9"),
    ],
)
def test_a_decision_is_said_in_a_sentence(action, reason, words):
    assert Decision(action, reason=reason).words == words
