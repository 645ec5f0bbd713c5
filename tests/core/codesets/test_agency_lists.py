"""Lists in the agencies' own layouts, small files of our own: each is recognized, counted, and answers by its days."""

from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from cleanclaim.core.codesets import CodeSets, open_codesets, store_of
from cleanclaim.core.codesets.imports import Loaded, codes_import

TODAY = date(2026, 11, 24)
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 1)


@pytest.fixture
def folder(tmp_path: Path, codesets_folder: Path, codesets: CodeSets) -> Path:
    """A folder of releases of this test's own, with the diagnosis store that other tests built."""
    (tmp_path / "codesets").mkdir()
    copy(store_of(codesets_folder), store_of(tmp_path / "codesets"))
    return tmp_path / "codesets"


def loaded(folder: Path, name: str, text: str, **more) -> Loaded:
    file = folder.parent / name
    file.write_text(text)
    (told,) = codes_import(file, folder, loaded_on=TODAY, **more)
    return told


def hcpcs_line(code: str, words: str, *, part: str = "3", added: str = "20200101", ended: str = "") -> str:
    head = f"{code:5}{'00100':5}{part}{words:80.80}{words:28.28}"
    marks = f"{'51':8}A".ljust(110)
    tail = f"{marks}D{'':26}O1A{'':9}{added}{added}{ended:8}N"
    return (head + tail).ljust(320) + "\n"


HCPCS = (
    hcpcs_line("25", "A modifier", part="7")
    + hcpcs_line("A0120", "Transport that is no emergency, by a small bus,")
    + hcpcs_line("A0120", "in the mountains", part="4")
    + hcpcs_line("J9999", "Drug that came and went", ended="20261231")
)


def test_level_2_of_fixed_width_answers_by_the_days_of_its_codes(folder):
    told = loaded(folder, "HCPC2026_OCT_ANWEB.txt", HCPCS)
    assert told.release, told.problem
    assert (told.release.name, told.release.rows) == ("2026Q4", 2)
    procedures = open_codesets(folder).procedures
    transport = procedures.at("A0120", on=OCTOBER)
    assert transport
    assert transport.words == "Transport that is no emergency, by a small bus, in the mountains"
    assert (transport.category, sorted(transport.flags)) == ("O1A", ["coverage_D", "multiple_A", "price_51"])
    assert procedures.has("J9999", on=date(2026, 12, 31))


def test_codes_of_the_agency_are_none_when_its_list_does_not_hold_them(folder):
    loaded(folder, "HCPC2026_OCT_ANWEB.txt", HCPCS)
    procedures = open_codesets(folder).procedures
    assert procedures.is_listed("J7777", on=OCTOBER)
    assert not procedures.has("J7777", on=OCTOBER)
    assert not procedures.is_listed("99213", on=OCTOBER)


def test_level_2_as_a_table_with_headings(folder):
    text = (
        "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,MULT_PI,COV,BETOS,ADD DT,ACT EFF DT,TERM DT\n"
        "A0120,00100,3,A bus in the mountains,Bus,00,9,I,O1A,19820101,20030101,\n"
    )
    assert loaded(folder, "HCPC2027_JAN_ANWEB.csv", text).release
    assert open_codesets(folder).procedures.has("A0120", on=JANUARY)


GPCI = (
    "ADDENDUM E. FINAL CY 2026 GEOGRAPHIC PRACTICE COST INDICES (GPCIs)\n\n"
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
    "2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI\n"
    "10112,AL,00,ALABAMA,0.979,1.000,0.869,0.575\n"
)


def test_cost_indices_are_of_a_year_and_take_the_floor(folder):
    told = loaded(folder, "GPCI2026.csv", GPCI)
    assert told.release, told.problem
    assert (told.release.first, told.release.last) == (date(2026, 1, 1), date(2026, 12, 31))
    found = open_codesets(folder).cost_indices.at(OCTOBER).of("10112", "00")
    assert found
    assert (found.work, found.practice, found.malpractice) == (1_000, 869, 575)


def test_a_zip_code_is_in_a_locality(folder):
    told = loaded(folder, "ZIP5_OCT2026.txt", "AL350041011200 \nAK995010210201B\n")
    assert told.release, told.problem
    places = open_codesets(folder).localities.at(OCTOBER)
    found = places.of("99501-1234")
    assert found
    assert (found.mac, found.number, found.rural) == ("02102", "01", "B")
    assert places.of("00000") is None


def test_the_conversion_factor_stands_beside_the_fees(folder):
    text = (
        "HCPCS,MOD,STATUS CODE,WORK RVU,NON-FAC PE RVU,FACILITY PE RVU,MP RVU,PCTC IND,GLOB DAYS,MULT PROC,BILAT SURG,"
        "ASST SURG,CO-SURG,TEAM SURG,CONV FACTOR\n99213,,A,1.30,1.34,0.56,0.10,0,XXX,0,0,0,0,0,33.4009\n"
    )
    assert loaded(folder, "PPRRVU2026_Oct_nonQPP.csv", text).release
    assert loaded(folder, "PPRRVU2026_Oct_QPP.csv", text.replace("33.4009", "33.5675")).release
    tables = open_codesets(folder)
    factors = [str(each.at(OCTOBER).conversion_factor) for each in (tables.fees, tables.fees_qualifying)]
    assert factors == ["33.4009", "33.5675"]


def test_a_drug_product_has_its_codes(folder):
    text = (
        '"NDC-HCPCS Crosswalk, effective October 1, 2026 through December 31, 2026"\n'
        "_2026_CODE,Short Description,LABELER NAME,NDC2,Drug Name,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
        "J3301,Text,Maker,00003-0293-05,Name,1,1,4,4\n"
    )
    told = loaded(folder, "ASP crosswalk.csv", text)
    assert told.release, told.problem
    tables = open_codesets(folder)
    assert tables.drug_codes("00003029305", on=OCTOBER) == {"J3301"}
    assert tables.drug_codes("99999999999", on=OCTOBER) is None


def test_a_test_with_a_row_for_qw_is_waived(folder):
    text = (
        "YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC\n"
        "2026,87880,,20260101,N,16.53,Text\n2026,87880,QW,20260101,N,16.53,Text\n2026,80053,,20260101,N,10.56,Text\n"
    )
    assert loaded(folder, "26CLABQ4.csv", text).release
    tables = open_codesets(folder)
    assert tables.is_waived("87880", on=OCTOBER)
    assert not tables.is_waived("80053", on=OCTOBER)


def test_the_telehealth_list_says_where_sound_alone_will_do(folder):
    text = (
        "LIST OF MEDICARE TELEHEALTH SERVICES FOR CALENDAR YEAR 2026\n"
        "Code,Short Descriptor,Can Audio-only Interaction Meet the Requirements?\n99213,Text,Yes\n90853,Text,\n"
    )
    told = loaded(folder, "List of Telehealth Services.csv", text)
    assert told.release, told.problem
    listed = open_codesets(folder).telehealth
    assert listed.flagged("99213", "audio")
    assert "Text" not in listed.words("99213")


def test_places_keep_our_words_and_their_first_day(folder):
    text = "Place of Service Code(s),Place of Service Name,Place of Service Description\n10,Home,Text\n27,Street,Text\n"
    assert loaded(folder, "places 2026-10-01.csv", text).release
    places = open_codesets(folder).place_of_service
    assert not places.has("10", on=date(2021, 12, 31))
    assert "telehealth" in places.words("10")
    assert places.has("27", on=OCTOBER)


def test_taxonomy_is_the_whole_list_without_its_definitions(folder):
    text = (
        "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
        "207LA0401X,Physicians,Anesthesiology,Addiction,OWNED TEXT,,Addiction Medicine Physician,Individual\n"
    )
    told = loaded(folder, "nucc_taxonomy_261.csv", text)
    assert told.release, told.problem
    assert (told.release.first, told.release.last) == (date(2026, 10, 1), date(2027, 3, 31))
    assert open_codesets(folder).taxonomy.has("207LA0401X", on=OCTOBER)
    assert "OWNED" not in "".join(file.read_text() for file in folder.glob("taxonomy/*/codes.json"))


@pytest.mark.parametrize("name", ["carc", "rarc"])
def test_reasons_and_remarks_have_their_days(folder, name):
    text = "Code,Description,Start Date,Last Modified,Stop Date\nN999,New reason,11/01/2026,,\n45,Text,01/01/1995,,\n"
    assert loaded(folder, f"{name}_2026-11-01.csv", text).release
    table = getattr(open_codesets(folder), name)
    assert table.has("N999", on=date(2026, 11, 1))
    assert not table.has("N999", on=date(2026, 10, 31))


def test_our_words_come_before_those_of_the_list(folder, codesets):
    loaded(folder, "carc_2026-11-01.csv", "Code,Description,Start Date,Stop Date\n45,Text,01/01/1995,\n")
    assert open_codesets(folder).carc.words("45") == codesets.carc.words("45")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("HCPC2026_OCT_ANWEB.txt", HCPCS + "J99", "line 5 has another form"),
        ("GPCI2026.csv", GPCI + "10113,AL\n", "row 5 ends after 2 of 8 columns"),
        ("ZIP5_OCT2026.txt", "AL350041011200 \nAL35", "line 2 has another form"),
    ],
)
def test_a_file_that_is_cut_off_is_refused(folder, name, text, problem):
    assert problem in loaded(folder, name, text).problem
    assert not list(folder.glob("*/*/release.json"))
