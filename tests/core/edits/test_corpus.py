"""What the edits find on the claims of others is what docs/edits-corpus.md says, and each finding has its reason."""

from pathlib import Path

import pytest
from tests.builders.corpus_edits import PAGE, Judged, judged_claims, page, review

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits import ALL_EDITS


@pytest.fixture(scope="module")
def judged(corpus: Path, codesets: CodeSets) -> list[Judged]:
    return list(judged_claims(corpus, codesets))


@pytest.mark.corpus
def test_no_edit_finds_something_on_a_valid_claim_without_a_reason(judged):
    found = {code for one in judged if one.expected == "valid" for code in one.codes}
    assert found == set(review()["right"])


@pytest.mark.corpus
def test_the_page_says_what_the_edits_find(judged):
    assert page(judged) == PAGE.read_text(encoding="utf-8")


def test_every_edit_stands_in_the_table_and_every_row_has_a_reason():
    text = PAGE.read_text(encoding="utf-8")
    assert [
        edit.code for edit in ALL_EDITS if f"| [{edit.code}](edits/{edit.code}.md) | {edit.title} |" not in text
    ] == []
    assert "|  |" not in text
