"""The code sets, built once and kept in pytest's cache folder between runs."""

from pathlib import Path

import pytest

from cleanclaim.core import codesets as codesets_package
from cleanclaim.core.codesets import CodeSets


@pytest.fixture(scope="session")
def codesets_folder(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.cache.mkdir("codesets"))


@pytest.fixture(scope="session")
def codesets(codesets_folder: Path) -> CodeSets:
    return codesets_package.open(codesets_folder)
