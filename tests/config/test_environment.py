import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from cleanclaim.config import environment


def test_database_url_is_read_whole():
    read = environment.postgresql("postgresql://bill:p%40ss@db.example:6432/claims?sslmode=require")
    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("claims", "bill", "p@ss")
    assert (read["HOST"], read["PORT"], read["OPTIONS"]["sslmode"]) == ("db.example", "6432", "require")


def test_a_socket_s_folder_is_the_host():
    assert environment.postgresql("postgresql://postgres@/postgres?host=/run/pg")["HOST"] == "/run/pg"


def test_another_database_is_refused_by_name():
    with pytest.raises(environment.UnusableEnvironment, match="postgresql://"):
        environment.postgresql("mysql://somewhere/db")


def test_without_a_url_the_database_is_a_file_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert environment.database(tmp_path)["NAME"] == tmp_path / "cleanclaim.sqlite3"


def test_the_secret_is_made_once_though_many_start_at_once(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as starts:
        keys = set(starts.map(environment.secret_key, [tmp_path] * 32))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_the_secret_is_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    environment.secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_data_folder_is_made_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "new" / "data"))
    assert stat.S_IMODE(environment.data_dir().stat().st_mode) == 0o700
