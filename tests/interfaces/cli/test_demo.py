"""The demo begins with nothing: no organizations, no files that the payers of another database go on answering."""

import pytest

from cleanclaim.interfaces.cli import demo


@pytest.fixture
def begin(run, tmp_path, settings, monkeypatch):
    """Call the command on an empty database, without the year itself."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(demo, "year_make", lambda *_, **__: pytest.fail("the year began"))
    return lambda: run("demo")


@pytest.mark.django_db
def test_files_exchanged_for_another_database_stop_it(begin, tmp_path):
    (tmp_path / "exchange" / "2" / "SIMULATOR").mkdir(parents=True)
    told = begin()
    assert told.exit_code == 2
    words = " ".join(told.output.split())
    assert "holds files of another database" in words
    assert "an empty DATA_DIR" in words


def test_an_empty_folder_is_no_obstacle(tmp_path):
    assert demo.exchanged_before(tmp_path) is None
    (tmp_path / "exchange").mkdir()
    assert demo.exchanged_before(tmp_path) is None
