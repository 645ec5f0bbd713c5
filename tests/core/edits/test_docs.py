"""Every edit explains itself, and the pages in docs/ are what the edits say."""

from pathlib import Path

import pytest

from cleanclaim.core.edits import ALL_EDITS
from cleanclaim.core.edits.docs import edits_doc

PAGES = Path(__file__).parents[3] / "docs" / "edits"


@pytest.mark.parametrize("edit", ALL_EDITS, ids=lambda edit: edit.code)
def test_every_edit_explains_itself(edit):
    for heading in ("**Why it matters**", "**Rejected**", "**Clean**"):
        assert heading in edit.doc
    assert edit.fix
    assert "{" not in edit.fix  # nobody fills it in
    assert edit.source
    assert len(edit.title) < 80


def test_edit_codes_are_unique():
    assert len({edit.code for edit in ALL_EDITS}) == len(ALL_EDITS)


def test_the_file_is_named_for_the_check():
    assert [edit.name for edit in ALL_EDITS if edit.look.__name__ != edit.name] == []


def test_the_pages_are_what_the_edits_say():
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert written == edits_doc(), "run: python -m cleanclaim.core.edits.docs docs/edits"
