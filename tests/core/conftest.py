"""The code sets, built once and kept in pytest's cache folder between runs."""

from pathlib import Path

import pytest

from cleanclaim.core.codesets import CodeSets, open_codesets


@pytest.fixture(scope="session")
def codesets_folder(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.cache.mkdir("codesets"))


@pytest.fixture(scope="session")
def codesets(codesets_folder: Path) -> CodeSets:
    return open_codesets(codesets_folder)
