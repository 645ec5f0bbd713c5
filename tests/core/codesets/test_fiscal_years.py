"""A fiscal year of ICD-10-CM in the agency's own files: later visits are judged by it, earlier ones as before."""

from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from tests.builders.claim_values import a_claim, a_line

from cleanclaim.core.codesets import CodeSets, open_codesets, store_of
from cleanclaim.core.codesets.imports import Loaded, codes_import
from cleanclaim.core.edits import run_edits

LAST_YEAR, THIS_YEAR = date(2026, 9, 30), date(2026, 10, 1)


@pytest.fixture
def folder(tmp_path: Path, codesets_folder: Path, codesets: CodeSets) -> Path:
    """A folder of releases of this test's own, with the diagnosis store that other tests built."""
    (tmp_path / "codesets").mkdir()
    copy(store_of(codesets_folder), store_of(tmp_path / "codesets"))
    return tmp_path / "codesets"


def order_file(*codes: tuple[str, str, str]) -> str:
    lines = (
        f"{number:05} {code:7} {billable} {words:60.60} {words}\n"
        for number, (code, billable, words) in enumerate(codes, start=1)
    )
    return "".join(lines)


ORDER = order_file(
    ("E11", "0", "Type 2 diabetes mellitus"),
    ("E119", "1", "Type 2 diabetes mellitus without complications"),
    ("E1199", "1", "Type 2 diabetes mellitus of a kind described this year"),
    ("I10", "1", "Essential (primary) hypertension"),
)
TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2027</version><chapter><name>4</name><desc>Endocrine</desc>
<section id="E08-E13"><desc>Diabetes</desc>
<diag><name>E11</name><desc>Type 2</desc><excludes1><note>hypertension that is primary (I10)</note></excludes1>
<useAdditionalCode><note>insulin (Z79.4)</note></useAdditionalCode>
<sevenChrDef><extension char="A">initial encounter</extension></sevenChrDef>
<diag><name>E11.99</name><desc>New</desc><inclusionTerm><note>sugarplum disease</note></inclusionTerm>
<codeFirst><note>the cause, such as: sugar</note></codeFirst></diag>
</diag></section></chapter></ICD10CM.tabular>
"""


def loaded(folder: Path, **files: str) -> list[Loaded]:
    place = folder.parent / "agency"
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / name.replace("_xml", ".xml").replace("_txt", ".txt")).write_text(text)
    return list(codes_import(place, folder, loaded_on=date(2026, 11, 24)))


def test_a_visit_of_the_new_year_is_checked_once_its_order_file_is_loaded(folder):
    claim = a_claim(lines=(a_line(service_from=THIS_YEAR),), diagnoses=("E11.99",))
    before = run_edits(claim, codesets=open_codesets(folder), as_of=date(2026, 11, 2), select=["DX"])
    assert any("ICD-10-CM for 2026-10-01 is not loaded" in finding.message for finding in before)
    (told,) = loaded(folder, icd10cm_order_2027_txt=ORDER)
    assert told.release, told.problem
    assert (told.release.name, told.release.rows, told.release.last) == ("FY2027", 4, date(2027, 9, 30))
    after = run_edits(claim, codesets=open_codesets(folder), as_of=date(2026, 11, 2), select=["DX"])
    assert [finding.message for finding in after if "loaded" in finding.message or "in force" in finding.message] == []


def test_each_visit_is_judged_by_its_own_year(folder):
    loaded(folder, icd10cm_order_2027_txt=ORDER)
    icd10cm = open_codesets(folder).icd10cm
    assert [icd10cm.has("E11.99", on=day) for day in (LAST_YEAR, THIS_YEAR)] == [False, True]
    assert [icd10cm.has("R07.1", on=day) for day in (LAST_YEAR, THIS_YEAR)] == [True, False]
    assert not icd10cm.is_billable("E11", on=THIS_YEAR)
    assert icd10cm.words("R07.1")


def test_a_code_that_goes_on_keeps_its_first_day(folder):
    loaded(folder, icd10cm_order_2027_txt=ORDER)
    icd10cm = open_codesets(folder).icd10cm
    known, new = icd10cm.at("I10", on=THIS_YEAR), icd10cm.at("E11.99", on=THIS_YEAR)
    assert known
    assert known.first < LAST_YEAR
    assert new
    assert new.first == THIS_YEAR


def test_search_offers_the_codes_of_the_year(folder):
    loaded(folder, icd10cm_order_2027_txt=ORDER)
    icd10cm = open_codesets(folder).icd10cm
    assert "E11.99" in [hit.code for hit in icd10cm.search("diabetes described this year", on=THIS_YEAR)]
    assert "E11.99" not in [hit.code for hit in icd10cm.search("diabetes", on=LAST_YEAR)]
    assert [hit.code for hit in icd10cm.search("htn", on=THIS_YEAR)][:1] == ["I10"]


def test_notes_stay_those_known_until_the_tabular_list_comes(folder):
    loaded(folder, icd10cm_order_2027_txt=ORDER)
    assert open_codesets(folder).icd10cm.exclude_each_other("E10.9", "E11.9", on=THIS_YEAR)


def test_the_tabular_list_brings_the_notes_of_its_year(folder):
    told = loaded(folder, icd10cm_order_2027_txt=ORDER, icd10cm_tabular_2027_xml=TABULAR)
    assert all(each.release for each in told), told
    icd10cm = open_codesets(folder).icd10cm
    assert icd10cm.exclude_each_other("E11.9", "I10", on=THIS_YEAR)
    assert not icd10cm.exclude_each_other("E11.9", "I10", on=LAST_YEAR)
    notes = [(note.kind, note.words) for note in icd10cm.notes("E11.99", on=THIS_YEAR)]
    assert notes == [
        ("code_first", "the cause, such as: sugar"),
        ("excludes1", "hypertension that is primary (I10)"),
        ("seventh_character", "A initial encounter"),
        ("use_additional", "insulin (Z79.4)"),
    ]
    assert [hit.code for hit in icd10cm.search("sugarplum", on=THIS_YEAR)] == ["E11.99"]


def test_the_tabular_list_alone_asks_for_the_order_file(folder):
    (told,) = loaded(folder, icd10cm_tabular_2027_xml=TABULAR)
    assert "its order file" in told.problem


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("icd10cm_order_2027_txt", ORDER.replace("00003", "00004"), "line 3 has the number 00004"),
        ("icd10cm_order_2027_txt", ORDER[:-90], "line 4 has another form"),
        ("icd10cm_tabular_2027_xml", TABULAR[:-60], "cannot be read to its end"),
    ],
)
def test_a_damaged_file_leaves_what_was_loaded(folder, name, text, problem):
    loaded(folder, icd10cm_order_2027_txt=ORDER)
    told = loaded(folder, **{name: text})
    assert problem in told[-1].problem
    assert open_codesets(folder).icd10cm.has("E11.99", on=THIS_YEAR)


def test_notes_of_the_product_s_own_release(codesets):
    kinds = {note.kind for note in codesets.icd10cm.notes("S52.501", on=LAST_YEAR)}
    assert "seventh_character" in kinds
    assert any("insulin" in note.words for note in codesets.icd10cm.notes("E11.9", on=LAST_YEAR))
