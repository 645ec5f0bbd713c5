"""`stats`, `split`, `merge`, `diff` and `redact` as a person calls them; the core has tests of what they do."""

import gzip
import json
import subprocess
import sys

import pytest
from tests.builders.claim_values import a_claim


@pytest.fixture
def two_claims(an_837):
    return an_837(a_claim(control_number="C1"), a_claim(control_number="C2"))


def test_stats_sum_what_files_hold_for_programs(run, two_claims, an_835):
    told = run("stats", two_claims, an_835(), "--format", "json")
    counts = json.loads(told.output)
    assert told.exit_code == 0
    assert (counts["interchanges"], counts["transactions"], counts["claims"]) == (2, 2, 3)
    assert counts["by_transaction"] == {"835": 1, "837": 1}
    assert counts["charged"] == 2 * a_claim().total_charge + 15_000


def test_stats_say_what_is_in_no_sum(run, two_claims):
    two_claims.write_bytes(two_claims.read_bytes().replace(b"CLM*C1*125*", b"CLM*C1*much*"))
    told = run("stats", two_claims)
    assert told.exit_code == 1
    assert "CLM02: 'much' is not an amount" in told.output


def test_several_processes_count_the_same(run, two_claims, an_835):
    alone, together = (run("stats", two_claims, an_835(), "--jobs", jobs).output for jobs in (1, 2))
    assert alone == together


def test_gzip_patterns_and_pipes_are_files_as_well(run, two_claims, tmp_path):
    packed = tmp_path / "claims.x12.gz"
    packed.write_bytes(gzip.compress(two_claims.read_bytes()))
    by_pattern = run("stats", tmp_path / "*.x12*", "--format", "json")
    piped = run("stats", "-", "--format", "json", input=packed.read_bytes())
    assert json.loads(by_pattern.output)["claims"] == 4
    assert json.loads(piped.output)["claims"] == 2


def test_a_pattern_that_matches_nothing_is_told(run, tmp_path):
    told = run("stats", tmp_path / "*.x12")
    assert told.exit_code == 2
    assert "no file is named so" in told.output


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(two_claims):
    command = f"{sys.executable} -m cleanclaim read {two_claims} --format ndjson"
    told = subprocess.run(f"{command} | true", shell=True, capture_output=True, text=True, check=False)
    assert told.stderr == ""


def test_a_damaged_gzip_file_is_told(run, two_claims, tmp_path):
    packed = tmp_path / "claims.x12.gz"
    packed.write_bytes(gzip.compress(two_claims.read_bytes() * 50)[:-20])
    told = run("stats", packed)
    assert told.exit_code == 1
    assert "the gzip file is damaged" in told.output


def test_what_is_split_merges_to_no_difference(run, two_claims, tmp_path):
    pieces, whole = tmp_path / "pieces", tmp_path / "whole.x12"
    assert run("split", two_claims, "--out", pieces, "--by", "claim").output == f"2 files written to {pieces}\n"
    assert sorted(path.name for path in pieces.iterdir()) == ["claims-0001-837.x12", "claims-0002-837.x12"]
    assert run("merge", pieces, "--out", whole).exit_code == 0
    assert json.loads(run("stats", whole, "--format", "json").output)["transactions"] == 2


def test_no_file_is_written_over(run, two_claims, tmp_path):
    told = run("merge", two_claims, "--out", two_claims)
    assert told.exit_code == 2
    assert "is there already" in told.output


def test_a_difference_ends_with_1(run, two_claims, tmp_path):
    other = tmp_path / "other.x12"
    other.write_bytes(two_claims.read_bytes().replace(b"CLM*C1*125*", b"CLM*C1*130*"))
    assert run("diff", two_claims, two_claims).exit_code == 0
    told = run("diff", two_claims, other)
    assert told.exit_code == 1
    assert "837 0001, claim C1 (CLM02)" in told.output


def test_redacted_files_hold_no_name_and_the_same_sums(run, two_claims, tmp_path):
    out = tmp_path / "shareable"
    assert run("redact", two_claims, "--out", out).exit_code == 0
    assert b"RIVERA" not in (out / "claims.x12").read_bytes()
    assert (
        json.loads(run("stats", out, "--format", "json").output)["charged"]
        == json.loads(run("stats", two_claims, "--format", "json").output)["charged"]
    )


@pytest.mark.parametrize("command", [("stats",), ("split", "--out", "x"), ("redact", "--out", "-"), ("diff",)])
def test_what_is_no_x12_is_refused_in_words(run, tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "letter.txt"
    file.write_text("Dear payer,")
    told = run(command[0], file, *([file] if command[0] == "diff" else []), *command[1:])
    assert told.exit_code in (1, 2)
    assert "not with ISA" in told.output
