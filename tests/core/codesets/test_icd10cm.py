"""Diagnoses are judged by the day of service."""

from datetime import date

import pytest

from cleanclaim.core.codesets import CodeSetMissing

MARCH_2026 = date(2026, 3, 2)


def test_a_code_can_be_billed_until_the_day_more_specific_ones_replace_it(codesets):
    assert codesets.icd10cm.has("M54.5", on=date(2021, 9, 30))
    assert not codesets.icd10cm.has("M54.5", on=date(2021, 10, 1))
    assert codesets.icd10cm.has("M54.50", on=date(2021, 10, 1))
    assert not codesets.icd10cm.has("M54.50", on=date(2021, 9, 30))


def test_a_mid_year_code_starts_on_its_own_day(codesets):
    assert not codesets.icd10cm.has("U07.1", on=date(2020, 3, 31))
    assert codesets.icd10cm.has("U07.1", on=date(2020, 4, 1))


def test_a_heading_is_in_force_but_not_billable(codesets):
    assert codesets.icd10cm.at("E11", on=MARCH_2026) is not None
    assert not codesets.icd10cm.is_billable("E11", on=MARCH_2026)
    assert "E11.9" in [child.code for child in codesets.icd10cm.children("E11", on=MARCH_2026)]


def test_the_point_may_be_left_out(codesets):
    assert codesets.icd10cm.has("E1165", on=MARCH_2026)
    assert codesets.icd10cm.words("E1165") == codesets.icd10cm.words("E11.65")


def test_an_unknown_code_has_no_words(codesets):
    assert codesets.icd10cm.words("ZZ9.99") == ""
    assert not codesets.icd10cm.has("ZZ9.99", on=MARCH_2026)


@pytest.mark.parametrize("on", [date(2019, 6, 30), date(2026, 10, 1)])
def test_a_day_no_loaded_release_answers_for_is_an_error_that_names_it(codesets, on):
    with pytest.raises(CodeSetMissing, match=f"ICD-10-CM for {on} is not loaded"):
        codesets.icd10cm.require(on)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("htn", "I10"),
        ("uti", "N39.0"),
        ("dm2 neuro", "E11.40"),
        ("e11", "E11.9"),
        ("chest pain on breathing", "R07.1"),
        ("low back pain", "M54.50"),
        ("heart attack", "I21.9"),
        ("s/p", "Z98.890"),
        ("copd", "J44.9"),
    ],
)
def test_what_a_clinician_types_finds_the_everyday_code_first(codesets, typed, first):
    assert first in [hit.code for hit in codesets.search_diagnoses(typed, on=MARCH_2026)][:2]


def test_search_offers_only_codes_of_the_day(codesets):
    found = [hit.code for hit in codesets.search_diagnoses("low back pain", on=date(2021, 9, 30))]
    assert "M54.5" in found or "M54.50" not in found


def test_search_survives_whatever_is_typed(codesets):
    for text in ("", "   ", '"', "a*", "NOT", "AND OR", "(", "m54.", "%", "é"):
        codesets.search_diagnoses(text, on=MARCH_2026)


def test_a_build_tells_how_far_it_is_and_leaves_only_the_store(codesets_folder):
    assert {path.suffix for path in codesets_folder.iterdir()} == {".sqlite3"}
