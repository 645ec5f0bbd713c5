"""The page about the 837 says what is so."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "library" / "837.md"
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_page_run_one_after_the_other():
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert examples
    exec("\n".join(examples), {})
