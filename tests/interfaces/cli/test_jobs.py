"""Several files at a time say and write what one after another does, byte for byte."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest
from tests.builders.claim_values import a_claim

FORMATS = ("text", "json", "ndjson", "csv", "parquet")


class OneMoment(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 3, 10, 9, 30, tzinfo=tz)


@pytest.fixture
def inbox(an_837, an_835, tmp_path):
    """Good files and bad ones: damaged gzip behind its first claims, a claim that cannot be read, no X12 at all."""
    many = an_837(*(a_claim(control_number=f"C{n}") for n in range(60)), name="b-many.x12").read_bytes()
    (tmp_path / "c-cut.x12.gz").write_bytes(gzip.compress(many)[:-200])
    bad = an_837(a_claim(control_number="C1"), a_claim(control_number="C2"), name="d-bad.x12")
    bad.write_bytes(bad.read_bytes().replace(b"CLM*C1*125*", b"CLM*C1*much*"))
    (tmp_path / "e-letter.x12").write_text("Dear payer,")
    an_835(name="f-payment.x12")
    return [an_837(name="a-one.x12"), *sorted(tmp_path.glob("[b-f]-*"))]


def both_ways(run, tmp_path, *command):
    """What is said and written with one process and with two; the folder of each is called OUT."""
    said = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        told = run(*(out if each == "OUT" else each for each in command), "--jobs", jobs)
        files = {path.name: path.read_bytes() for path in sorted(out.iterdir())} if out.exists() else {}
        said.append((told.exit_code, told.stdout.replace(str(out), ""), told.stderr, files))
    return said


@pytest.mark.parametrize("form", FORMATS)
def test_values_are_read_alike(run, inbox, tmp_path, form):
    good = [path for path in inbox if path.name[0] not in "ce"]
    alone, together = both_ways(run, tmp_path, "read", *good, "--format", form, "--out", "OUT")
    assert alone == together
    assert (alone[0], "'much'" in alone[2]) == (1, True)


@pytest.mark.parametrize("form", ["text", "ndjson", "csv"])
def test_a_file_that_cannot_be_read_ends_both_at_the_same_place(run, inbox, tmp_path, form):
    alone, together = both_ways(run, tmp_path, "read", *inbox, "--format", form)
    assert alone == together
    assert (alone[0], "c-cut.x12.gz: the gzip file is damaged" in alone[2], "C1" in alone[1]) == (2, True, True)


@pytest.mark.parametrize(
    "command",
    [
        ("ack", "--claims", "--control-number", 7),
        ("split", "--by", "claim", "--claims", 25),
        ("redact", "--key", Path(__file__)),
    ],
    ids=lambda command: command[0],
)
def test_files_are_written_alike(run, inbox, tmp_path, command, monkeypatch):
    monkeypatch.setattr("cleanclaim.interfaces.cli.ack.datetime", OneMoment)
    alone, together = both_ways(run, tmp_path, *command, *inbox, "--out", "OUT")
    assert alone == together
    assert (alone[0], {name[0] for name in alone[3]} >= set("abdf")) == (2, True)


def test_what_is_piped_in_is_one_of_the_files(run, inbox):
    content = inbox[0].read_bytes()
    alone, together = (
        run("read", "-", inbox[-1], "--format", "ndjson", "--jobs", jobs, input=content) for jobs in (1, 2)
    )
    assert alone.stdout == together.stdout
    assert '"file":"-"' in together.stdout
