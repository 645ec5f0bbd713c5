"""A bar over the bytes that are read: on a terminal, to a person who has waited, for one long file as well."""

import gzip
import json

import pytest
from tests.builders.claim_values import a_claim

from cleanclaim.interfaces.cli import progress

TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"}


@pytest.fixture
def long_file(an_837, monkeypatch):
    """One that a person waits for."""
    monkeypatch.setattr(progress, "PATIENCE", 0)
    return an_837(*(a_claim(control_number=f"C{n}") for n in range(40)))


@pytest.mark.parametrize(
    "command",
    [
        ("read",),
        ("check", "--select", "ENV"),
        ("stats",),
        ("ack",),
        ("split", "--out", "pieces"),
        ("merge", "--out", "-"),
        ("redact", "--out", "-"),
    ],
    ids=lambda command: command[0],
)
def test_one_long_file_has_a_bar_on_a_terminal_only(run, long_file, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    size = f"{long_file.stat().st_size / 1000:.1f}"
    assert f"{size}/{size} kB" in run(command[0], long_file, *command[1:], env=TERMINAL).stderr
    assert "kB" not in run(command[0], long_file, *command[1:]).stderr


def test_two_files_compared_have_one_bar(run, long_file):
    told = run("diff", long_file, long_file, env=TERMINAL)
    assert f"/{2 * long_file.stat().st_size / 1000:.1f} kB" in told.stderr


def test_of_a_gzip_file_the_bytes_on_disk_count(run, long_file, tmp_path):
    packed = tmp_path / "claims.x12.gz"
    packed.write_bytes(gzip.compress(long_file.read_bytes()))
    size = f"{packed.stat().st_size}"
    assert f"{size}/{size} bytes" in run("stats", packed, env=TERMINAL).stderr


def test_of_what_is_piped_in_nobody_knows_how_much_comes(run, long_file):
    told = run("stats", "-", env=TERMINAL, input=long_file.read_bytes())
    assert f"{long_file.stat().st_size / 1000:.1f}/? kB" in told.stderr


def test_who_waits_no_time_sees_nothing(run, long_file, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 60)
    assert run("stats", long_file, env=TERMINAL).stderr == ""


def test_values_go_where_they_are_sent_and_not_to_the_terminal(run, long_file):
    told = run("read", long_file, long_file, "--format", "ndjson", env=TERMINAL)
    assert len([json.loads(line) for line in told.stdout.splitlines()]) == 82
    assert "control_number" not in told.stderr
