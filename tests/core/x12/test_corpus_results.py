"""Files of others judged at every level and answered: the same as the committed table says."""

import csv
from pathlib import Path

import pytest
from tests.builders.corpus_results import TABLE, results

from cleanclaim.core.codesets import CodeSets

pytestmark = pytest.mark.corpus


def test_every_file_of_others_is_judged_and_answered_as_the_table_says(corpus: Path, codesets: CodeSets):
    with TABLE.open(encoding="utf-8", newline="") as rows:
        expected = {row["file"]: row for row in csv.DictReader(rows)}
    found = {row["file"]: row for row in results(corpus, codesets)}
    assert {file: row for file, row in found.items() if row != expected.get(file)} == {}
    assert found.keys() == expected.keys()


def test_no_answer_of_ours_is_itself_at_fault():
    with TABLE.open(encoding="utf-8", newline="") as rows:
        assert [row["file"] for row in csv.DictReader(rows) if "fault" in row["answer"]] == []
