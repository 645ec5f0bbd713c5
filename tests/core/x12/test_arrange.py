"""Segments of a loop in the order of its guide."""

from cleanclaim.core.x12.arrange import in_guide_order
from cleanclaim.core.x12.guide import guide


def test_a_repeated_element_where_a_qualifier_would_stand_keeps_its_segment_in_its_place():
    rows = [("EQ", ["30", "98"]), ("DTP", "291", "D8", "20260302"), ("AMT", "R", "10")]
    assert [row[0] for row in in_guide_order(rows, "2110C", guide("270"))] == ["EQ", "AMT", "DTP"]
