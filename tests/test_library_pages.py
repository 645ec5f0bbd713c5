"""The pages about the library say what is so."""

import re
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).resolve().parents[1] / "docs" / "library").glob("*.md"))
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run_one_after_the_other(page, pytestconfig, monkeypatch):
    monkeypatch.setattr("cleanclaim.library.codesets_folder", lambda: pytestconfig.cache.mkdir("codesets"))
    examples = EXAMPLE.findall(page.read_text(encoding="utf-8"))
    assert examples
    exec("\n".join(examples), {})
