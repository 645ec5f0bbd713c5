"""Our own small tables against the agencies' lists, kept outside the project, and by themselves."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from msgspec import structs

from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.codesets.fees import FEE_COLUMNS, FeeSchedule, fee_row
from cleanclaim.core.codesets.mapped import table_of
from cleanclaim.core.codesets.releases import Releases

ON = date(2026, 3, 2)
INDICATORS = {
    "status_code": "status",
    "pctc_ind": "pctc",
    "glob_days": "global_days",
    "mult_proc": "multiple",
    "bilat_surg": "bilateral",
    "asst_surg": "assistant",
    "co_surg": "co_surgeon",
    "team_surg": "team",
}


def test_a_code_that_no_table_has_is_not_known_instead_of_allowed(codesets):
    with pytest.raises(CodeSetMissing, match="not loaded for 2026-03-02 and 33999"):
        codesets.indicators("33999", on=ON)


def test_a_loaded_release_is_asked_before_our_own_table(codesets):
    record = dict.fromkeys(("work", "practice", "facility", "malpractice", "modifier"), "")
    record |= {"code": "99213", "status": "N", "global": "XXX", "pctc": "0"}
    row = fee_row(record | dict.fromkeys(("multiple", "bilateral", "assistant", "co_surgeon", "team"), "9"))
    schedule = FeeSchedule(table_of(FEE_COLUMNS, [row]))
    loaded = structs.replace(codesets, fees=Releases(Path(), "mpfs", "The schedule", FeeSchedule, always=schedule))
    assert codesets.indicators("99213", on=ON).status == "A"
    assert loaded.indicators("99213", on=ON).status == "N"
    with pytest.raises(CodeSetMissing, match="no row for 99214"):
        loaded.indicators("99214", on=ON)


def test_our_indicators_say_nothing_of_years_they_were_not_read_for(codesets):
    with pytest.raises(CodeSetMissing):
        codesets.indicators("99213", on=date(2023, 12, 31))


def test_an_add_on_that_we_do_not_know_is_not_taken_for_a_whole_service(codesets):
    assert codesets.primaries("99213", on=ON) is None
    with pytest.raises(CodeSetMissing):
        codesets.primaries("22614", on=ON)


@pytest.mark.parametrize(
    ("code", "other", "excluded"),
    [
        ("E10.9", "E11.9", True),  # named by a note at the heading
        ("J41.0", "R05.9", True),  # in either order
        ("A15.0", "B90.9", True),  # by the note of a block
        ("E11.9", "E11.65", False),
        ("J44.9", "J45.909", False),  # an Excludes2
        ("I10", "I10", False),
    ],
)
def test_diagnoses_exclude_each_other_by_the_notes_above_them(codesets, code, other, excluded):
    assert codesets.icd10cm.exclude_each_other(code, other, on=date(2026, 3, 2)) is excluded


@pytest.mark.corpus
def test_our_indicators_are_those_of_the_fee_schedule(codesets, shared_data):
    rows = parquet.read_table(shared_data / "mpfs_rvu_2020_2025.parquet").to_pylist()
    ours = codesets.small.indicators
    judged = [row for row in rows if row["release"] >= "rvu24" and not row["mod"] and row["hcpcs"] in ours]
    assert {row["hcpcs"] for row in judged} == set(ours)
    wrong = {
        row["hcpcs"]
        for row in judged
        for theirs, name in INDICATORS.items()
        if getattr(ours[row["hcpcs"]], name) != row[theirs]
    }
    assert wrong == set()


@pytest.mark.corpus
def test_our_ages_are_those_of_the_outpatient_code_editor(codesets, shared_data):
    rows = parquet.read_table(shared_data / "icd10cm_attributes_oce_2019q3_2026q2.parquet").to_pylist()
    wrong = {
        row["code_nodot"]
        for row in rows
        if row["current"]
        and (limits := codesets.small.limits(row["code_nodot"]))
        and (limits.youngest, limits.oldest) not in ((0, 124), (row["lo_age"], row["hi_age"]))
    }
    assert wrong == set()


@pytest.mark.corpus
def test_our_add_ons_may_follow_what_the_list_says(codesets, shared_data):
    listed: dict[str, set[str]] = {}
    for row in parquet.read_table(shared_data / "ncci_addon_codes_2024.parquet").to_pylist():
        listed.setdefault(row["add_on_code"], set()).add(row["primary_code"])
    ours = codesets.small.add_ons
    assert {code: listed[code] for code in ours} == ours
