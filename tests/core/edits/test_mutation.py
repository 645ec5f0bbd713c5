"""The examples notice a comparison that is turned around: of every sixth edit here, of all with `make mutation`."""

import ast

from scripts.mutate_edits import changes_of, mutate, report

from cleanclaim.core.edits import ALL_EDITS

LEAST = 97  # of a hundred, of these; `make mutation` asks for as much of all


def test_examples_notice_what_is_turned_around(codesets):
    text, percent = report([mutate(edit, codesets) for edit in ALL_EDITS[::6]])
    assert percent >= LEAST, text


def test_each_comparison_is_turned_around_once():
    module = ast.parse("def check(a, b):\n    return a < 3 and not b in a\n")
    assert [change.words for change in changes_of(module)] == [
        "a < 3 and (not b in a) -> a < 3 or not b in a",
        "a < 3 -> a <= 3",
        "a < 3 -> a < 4",
        "not b in a -> not not b in a",
        "b in a -> b not in a",
    ]
