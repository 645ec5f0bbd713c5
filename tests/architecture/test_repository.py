"""What must stand in no file of the project."""

import re
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
REGISTRY = re.compile("|".join(re.escape(".".join(name)) for name in (
    ("pythonhosted", "org"),
    ("pypi", "python", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
)))  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:root|home/\w+|Users/\w+|work/\w+)/")


@cache
def texts() -> dict[str, str]:
    """The text of every file that git knows, by its path; binary files are left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    contents = {path: (PROJECT / path).read_bytes() for path in listed.split("\0") if (PROJECT / path).is_file()}
    return {path: content.decode() for path, content in contents.items() if b"\0" not in content and is_utf8(content)}


def is_utf8(content: bytes) -> bool:
    """Whether the bytes are text."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def holding(pattern: re.Pattern[str], suffix: str = "") -> list[str]:
    """Paths, and what in them matches."""
    found = ((path, pattern.search(text)) for path, text in texts().items() if path.endswith(suffix))
    return [f"{path}: {match.group()}" for path, match in found if match]


def test_no_file_names_a_package_registry():
    assert holding(REGISTRY) == []


def test_no_file_names_a_place_on_somebody_s_machine():
    assert holding(MACHINE_PATH) == []


def test_no_model_keeps_a_float():
    assert holding(re.compile(r"\bFloatField\b"), "models.py") == []
