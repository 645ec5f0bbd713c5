"""Every code that a guide allows in a payer's answer has words of ours."""

import pytest

from cleanclaim.core.codesets.answers import words_for
from cleanclaim.core.x12.guide import guide

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
