"""`read`, `write` and `ack` as a person calls them."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from tests.builders.claim_values import a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.core.acknowledgment import InterchangeAcknowledgment, read_999, write_ta1
from cleanclaim.core.x12 import check, read_transactions, write_interchange

ENVELOPE = ("--sender", "LARKFIELD", "--receiver", "CLEARHOUSE", "--control-number", "18")


def test_claims_are_read_for_programs_with_amounts_in_cents(run, an_837):
    told = run("read", an_837(a_claim()), "--format", "json")
    batch, claim = json.loads(told.output)
    assert told.exit_code == 0
    assert (batch["part"], claim["part"], claim["transaction"]) == ("Batch", "Claim", "837P")
    assert claim["value"]["lines"][0]["charge"] == a_claim().lines[0].charge


def test_a_remittance_is_a_line_for_people(run, an_835):
    told = run("read", an_835())
    assert told.exit_code == 0
    assert "835 remittance" in told.output


def test_service_lines_are_rows(run, an_837, an_835):
    told = run("read", an_837(a_claim()), an_835(), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.output)))
    assert [row["transaction"] for row in rows] == ["837P", "835"]
    assert rows[0]["charge"] == str(a_claim().lines[0].charge)
    assert rows[1]["adjustments"]


def test_tables_hold_what_the_rows_say(run, an_837, an_835, tmp_path):
    told = run("read", an_837(a_claim()), an_835(), "--format", "parquet", "--out", tmp_path / "tables")
    assert told.exit_code == 0
    table = pq.read_table(tmp_path / "tables" / "lines.parquet")
    assert table["charge"].to_pylist()[0] == a_claim().lines[0].charge


def test_what_cannot_be_read_is_told_and_the_rest_is_read(run, an_837):
    file = an_837(a_claim(control_number="C1"), a_claim(control_number="C2"))
    file.write_bytes(file.read_bytes().replace(b"CLM*C1*125*", b"CLM*C1*much*"))
    told = run("read", file, "--format", "ndjson")
    assert told.exit_code == 1
    assert "'much'" in told.output
    assert '"control_number":"C2"' in told.output


@pytest.mark.parametrize("form", ["text", "json", "csv", "ndjson"])
def test_a_bad_claim_of_an_835_does_not_hide_the_others(run, an_835, form):
    claims = [a_claim_payment(a_service_payment(), patient_control_number=name) for name in ("BAD", "GOOD")]
    file = an_835(a_remittance(*claims))
    file.write_bytes(file.read_bytes().replace(b"CLP*BAD*1*150*", b"CLP*BAD*1*much*"))
    told = run("read", file, "--format", form)
    assert told.exit_code == 1
    assert "'much'" in told.output
    assert "GOOD" in told.output


def test_an_amount_that_no_column_holds_is_told(run, an_835, tmp_path):
    file = an_835()
    file.write_bytes(file.read_bytes().replace(b"*150*", b"*" + b"9" * 30 + b"*", 1))
    told = run("read", file, "--format", "parquet", "--out", tmp_path / "tables")
    assert told.exit_code == 1
    assert "too large" in told.output


def test_an_acknowledged_envelope_is_a_value_and_written_again(run, tmp_path):
    answer, values = tmp_path / "answer.x12", tmp_path / "values.ndjson"
    answer.write_bytes(write_ta1([InterchangeAcknowledgment("000000018", "260310", "0800", "R", "024")], an_envelope()))
    values.write_text(run("read", answer, "--format", "ndjson").output)
    told = run("write", values, "--out", "-", *ENVELOPE)
    assert "TA1*000000018*260310*0800*R*024~" in told.output


def test_a_file_of_which_nothing_becomes_values_is_told(run, tmp_path):
    file = tmp_path / "order.x12"
    file.write_bytes(write_interchange(an_envelope(), "PO", "005010", [("850", [("BEG", "00", "SA", "1")])]))
    assert "nothing in it becomes values" in run("read", file).output


@pytest.mark.parametrize("command", [("split",), ("redact",), ("ack",)])
def test_a_file_that_is_no_x12_does_not_hide_the_next(run, an_837, tmp_path, command):
    bad = tmp_path / "bad.x12"
    bad.write_text("hello")
    told = run(*command, bad, an_837(), "--out", tmp_path / "out")
    assert told.exit_code == 2
    assert "bad.x12" in told.output
    assert [path.name[:6] for path in (tmp_path / "out").iterdir()] == ["claims"]


def test_a_clean_file_is_accepted(run, an_837, tmp_path):
    out = tmp_path / "answers"
    assert run("ack", an_837(), "--out", out, "--claims").exit_code == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == ["claims-277CA-0002.x12", "claims-999-0001.x12"]
    (transaction,) = read_transactions(out / names[1])
    assert read_999(transaction).code == "A"
    assert [problem for name in names for problem in check(out / name)] == []


def test_a_rejected_file_says_where(run, an_837, tmp_path):
    file = an_837()
    file.write_bytes(file.read_bytes().replace(b"SBR*P*", b"SBR*X*"))
    run("ack", file, "--out", tmp_path / "answers")
    (transaction,) = read_transactions(tmp_path / "answers" / "claims-999-0001.x12")
    answer = read_999(transaction)
    assert answer.code == "R"
    assert answer.transactions[0].errors[0].segment == "SBR"


def test_an_envelope_cut_off_is_refused_by_ta1(run, an_837, tmp_path):
    file = an_837()
    file.write_bytes(file.read_bytes()[:140])
    assert run("ack", file, "--out", tmp_path / "answers").exit_code == 0
    assert [path.name for path in (tmp_path / "answers").iterdir()] == ["claims-TA1-0001.x12"]


@pytest.mark.parametrize("levels", ["6", "one", ""])
def test_snip_types_are_one_to_five(run, an_837, levels):
    assert run("ack", an_837(), "--snip", levels).exit_code == 2
