"""Our judge and pyx12, which knows nothing of it, over the same files: they agree, or a table says why not."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders.mutations import mutations
from tests.builders.two_judges import PAGE, page, verdicts
from tests.builders.x12_files import a_file

from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error

CORPUS = {"837P": "837p", "837I": "837i", "835": "835", "277CA": "277ca", "999": "999"}
BYTE_ORDER_MARK = {"kputnam__stupidedi__response-to-functional-group-containing-3-837s.edi"}
DIFFER = {folder: BYTE_ORDER_MARK if folder == "999" else set() for folder in CORPUS}
"""Files of others about which the two differ: pyx12 cannot read a file that begins with a byte order mark."""
VERSIONS = frozenset({"005010X222A1", "005010X223A2", "005010X221A1", "005010X214", "005010X231A1"})
FEW = 8  # smallest of each kind: pyx12 reads about 0.2 MB/s


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """pyx12 logs every fault that it finds."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", ["837p", "837i", "835"])
def test_both_find_nothing_in_a_file_without_fault(name):
    found = verdicts(name, a_file(name))
    assert (found.ours, found.theirs) == ({}, {})


@pytest.mark.parametrize("seed", range(2))
def test_both_find_fault_with_a_damaged_file_or_neither_does(seed):
    differ = [
        (name, what, found)
        for name, what, content in mutations(8, seed=seed)
        if not (found := verdicts(name, content)).agree
    ]
    assert differ == []


def test_the_page_of_disagreements_says_what_the_table_says():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.corpus
@pytest.mark.parametrize("folder", CORPUS)
def test_both_say_the_same_of_small_files_of_others(folder: str, corpus: Path):
    files = sorted(filter(is_ours, (corpus / folder).iterdir()), key=lambda file: file.stat().st_size)[:FEW]
    differ = {file.name for file in files if not verdicts(CORPUS[folder], file.read_bytes()).agree}
    assert differ == DIFFER[folder]


def is_ours(file: Path) -> bool:
    """Whether both have the guide of every transaction in a file that can be read."""
    try:
        return all(one.version in VERSIONS and one.interchange.version == "00501" for one in read_transactions(file))
    except X12Error:
        return False
