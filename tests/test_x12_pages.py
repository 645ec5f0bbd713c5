"""The pages of X12 guides are those of the tables, and their examples run."""

import runpy

import pytest
from scripts.x12_guides import FOLDER, names, pages

from cleanclaim.core.x12.guide import guides
from cleanclaim.core.x12.syntax import segment_types


def test_the_pages_are_those_of_the_tables():
    expected = pages()
    written = {name: (FOLDER / name).read_text(encoding="utf-8") for name in expected}
    assert written == expected, "run: python -m scripts.x12_guides"


@pytest.mark.parametrize("name", [one.name for one in guides()])
def test_the_example_of_a_guide_runs(name):
    assert runpy.run_path(str(FOLDER / "examples" / f"guide_{name}.py"))


def test_every_segment_of_the_standard_has_names_for_its_elements():
    assert set(segment_types()) == set(names())
