"""`write` as a person calls it: record by record, and nothing is left behind when one cannot be written."""

import gzip
import json
import tracemalloc
from datetime import date

import pytest
from tests.builders.claim_values import a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment

from cleanclaim.core.claim import read_claims
from cleanclaim.core.remittance import ClaimGroup, ProviderSummary, read_remittances
from cleanclaim.core.x12 import check

ENVELOPE = ("--sender", "LARKFIELD", "--receiver", "CLEARHOUSE", "--control-number", "18")


@pytest.fixture
def values(run, tmp_path):
    """A file of the values of a file."""

    def read(*files, form="ndjson"):
        path = tmp_path / f"values.{form}"
        path.write_text(run("read", *files, "--format", form).output)
        return path

    return read


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_values_written_again_are_the_same_claims(run, an_837, values, form, tmp_path):
    file, again = an_837(a_claim()), tmp_path / "again.x12"
    told = run("write", values(file, form=form), "--out", again, *ENVELOPE)
    assert told.exit_code == 0, told.output
    assert list(read_claims(again)) == list(read_claims(file))
    assert list(check(again)) == []


@pytest.mark.parametrize("packed", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_groups_of_a_remittance_in_pieces_stand_above_its_claims(run, an_835, values, packed):
    groups = tuple(
        ClaimGroup(str(number), ProviderSummary("1234567893", "11", date(2026, 12, 31), "1", 15_000))
        for number in (1, 2)
    )
    claims = [a_claim_payment(a_service_payment(), group=number) for number in (1, 2)]
    file = an_835(a_remittance(*claims, groups=groups))
    piped = packed(values(file).read_bytes())
    told = run("write", "-", "--out", "-", *ENVELOPE, input=piped)
    (before,), (after,) = read_remittances(file), read_remittances(told.stdout_bytes)
    assert (after.groups, after.claims) == (groups, before.claims)


def test_values_of_several_kinds_are_no_file(run, an_837, an_835, values, tmp_path):
    told = run("write", values(an_837(), an_835()), "--out", tmp_path / "again.x12", *ENVELOPE)
    assert told.exit_code == 2
    assert "one file is of one kind, not 837P and 835" in told.output
    assert not (tmp_path / "again.x12").exists()


def test_a_value_that_cannot_be_written_leaves_no_file(run, an_837, values, tmp_path):
    file = values(an_837(a_claim(control_number="C1"), a_claim(control_number="C2")))
    file.write_text(file.read_text().replace('"C2"', '"C~2"'))
    told = run("write", file, "--out", tmp_path / "again.x12", *ENVELOPE)
    assert (told.exit_code, "'C~2' holds '~'" in told.output) == (2, True)
    assert not (tmp_path / "again.x12").exists()


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ('{"transaction":"837P","part":"Claim","value":{"control_number":7}}', "record 2: Expected `str`, got `int`"),
        ('{"transaction":"850","value":{}}', "record 2: '850' is no transaction"),
        ('{"transaction":"837P","value":', "record 2: Input data was truncated"),
        ("hello", "record 2: JSON is malformed"),
    ],
)
def test_what_is_no_record_is_told_with_its_place(run, an_837, values, tmp_path, record, problem):
    file = values(an_837())
    file.write_text(f"{file.read_text().splitlines()[0]}\n{record}\n")
    told = run("write", file, "--out", tmp_path / "again.x12", *ENVELOPE)
    assert (told.exit_code, problem in told.output) == (2, True), told.output


def test_memory_does_not_grow_with_the_records(run, an_837, an_835, tmp_path):
    claim = a_claim_payment(a_service_payment())
    peaks = [peak(run, repeated(run, an_835(a_remittance(claim)), count, tmp_path), tmp_path) for count in (500, 5_000)]
    peaks += [peak(run, repeated(run, an_837(), count, tmp_path), tmp_path) for count in (500, 5_000)]
    assert max(peaks) < 3_000_000


def repeated(run, file, count, folder):
    """The records of the file with many claims in place of its one."""
    values = folder / f"{file.stem}-{count}.ndjson"
    records = [json.loads(line) for line in run("read", file, "--format", "ndjson").output.splitlines()]
    with values.open("w") as stream:
        for record in records:
            times = count if record["part"].startswith("Claim") else 1
            stream.write(f"{json.dumps(record)}\n" * times)
    return values


def peak(run, values, folder):
    """Bytes that writing them takes at most."""
    out = folder / f"{values.stem}.x12"
    tracemalloc.start()
    assert run("write", values, "--out", out, *ENVELOPE).exit_code == 0
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
