"""`cleanclaim codes`: what is loaded, loading a quarter, searching."""

import json
from pathlib import Path
from shutil import copy

import pytest

from cleanclaim.core.codesets import open_codesets, store_of

LIMITS = (
    "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n"
    "97110,8,3 Date of Service Edit: Clinical,Clinical: Data\n"
)


DAYS = ("2026-09-30", "2026-10-01")


@pytest.fixture
def codesets_kept(pytestconfig, own_folder):
    """The releases of this test with the diagnosis store that other tests keep."""
    kept = store_of(Path(pytestconfig.cache.mkdir("codesets")))
    open_codesets(kept.parent)
    copy(kept, own_folder / "codesets")
    return own_folder / "codesets"


@pytest.fixture
def own_folder(monkeypatch, tmp_path):
    """Releases of this test only."""
    (tmp_path / "codesets").mkdir()
    monkeypatch.setattr("cleanclaim.interfaces.cli.codes.codesets_folder", lambda: tmp_path / "codesets")
    return tmp_path


def test_a_quarterly_file_is_loaded_and_told(run, own_folder):
    file = own_folder / "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
    file.write_text(LIMITS)
    told = run("codes", "import", file)
    assert told.exit_code == 0
    assert "Units of a day (MUE) for practitioners 2026Q4, 1 rows, 2026-10-01 to 2026-12-31" in told.output


def test_what_is_none_of_the_tables_is_left_out_with_the_reason(run, own_folder):
    file = own_folder / "letter.txt"
    file.write_text("Dear biller,\n")
    told = run("codes", "import", file)
    assert told.exit_code == 1
    assert "left out, none of the tables known here" in told.output


def test_status_says_what_is_missing_and_how_to_load_it(run):
    told = run("codes", "status", "--format", "json")
    rows = {row["set"]: row for row in json.loads(told.output)}
    assert rows["place_of_service"]["rows"] > 40
    assert rows["ncci_ptp_practitioner"]["remark"] == "not loaded: cleanclaim codes import FILE"


def test_search_finds_by_words(run):
    told = run("codes", "search", "chest pain on breathing", "--on", "2026-03-02")
    assert told.exit_code == 0
    assert told.output.splitlines()[0].startswith("R07.1")


def test_status_as_of_a_day_says_that_diagnoses_are_not_checked_any_more(run):
    before, after = (json.loads(run("codes", "status", "--format", "json", "--on", day).output) for day in DAYS)
    assert before[0]["remark"] == ""
    assert after[0]["remark"].startswith(
        "diagnoses from 2026-10-01 on are not checked: cleanclaim codes update icd10cm"
    )
    assert "icd10cm_order_2027.txt" in after[0]["remark"]
    assert after[0]["rows"] > 90_000


def test_status_says_when_a_newer_quarter_should_exist(run, own_folder, monkeypatch, codesets_kept):
    file = own_folder / "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
    file.write_text(LIMITS)
    run("codes", "import", file)
    monkeypatch.setattr("cleanclaim.interfaces.cli.terminal.codesets_folder", lambda: codesets_kept)
    for day, remark in (("2026-12-31", ""), ("2027-01-01", "ended on 2026-12-31: a newer release should exist")):
        rows = json.loads(run("codes", "status", "--format", "json", "--on", day).output)
        (row,) = (row for row in rows if row["set"] == "ncci_mue_practitioner")
        assert (row["release"], row["rows"], row["source"], row["remark"]) == ("2026Q4", 1, file.name, remark)
