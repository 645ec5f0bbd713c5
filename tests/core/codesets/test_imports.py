"""The agencies' files become releases: recognized by their headings, kept side by side, never half."""

import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.fees import FeeSchedule
from cleanclaim.core.codesets.imports import Loaded, codes_import
from cleanclaim.core.codesets.mapped import MappedTable, key_of, write_table
from cleanclaim.core.codesets.ncci import ALLOWED, NEVER, AddOnCodes, MueLimits, PtpEdits
from cleanclaim.core.codesets.releases import Releases

TODAY = date(2026, 11, 24)
PAIRS = """Column1/Column2 Edits
Column 1\tColumn 2\t*=before 1996\tEffective Date\tDeletion Date *=none\tModifier 0=not allowed\tPTP Edit Rationale
99213\t36415\t\t20260101\t*\t1\tMisuse of column two code with column one code
80053\t80048\t*\t19960101\t20260930\t0\tLaboratory panel
"""
LIMITS = """Notice of the owner
HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale
97110,8,3 Date of Service Edit: Clinical,Clinical: Data
99213,1,2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction
"""
ADD_ONS = """Add-On Code,Type,Primary Code,AOC Edit Eff Dt,AOC Edit Del Dt
11045,1,11042,20130101,*
99292,1,99291,20130101,*
0054T,2,CCCCC,20130101,*
"""
FEES = """2026 relative values,,,,,,,,,,,,,,,,,,,,
,,,STATUS,WORK,NON-FAC,FACILITY,MP,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM
HCPCS,MOD,DESCRIPTION,CODE,RVU,PE RVU,PE RVU,RVU,IND,DAYS,PROC,SURG,SURG,SURG,SURG
99213,,OWNED TEXT,A,1.30,1.34,0.56,0.10,0,XXX,0,0,0,0,0
71046,26,OWNED TEXT,A,0.18,0.06,0.06,0.01,1,XXX,0,0,0,0,0
"""


def imported(tmp_path: Path, name: str, text: str) -> list[Loaded]:
    file = tmp_path / name
    file.write_text(text)
    return list(codes_import(file, tmp_path / "codesets", loaded_on=TODAY))


def pairs(tmp_path: Path) -> Releases[PtpEdits]:
    return Releases(tmp_path / "codesets", "ncci_ptp_practitioner", "Pairs", PtpEdits)


def test_pairs_have_a_direction_and_a_modifier_indicator(tmp_path):
    (loaded,) = imported(tmp_path, "ccipra-v323r0.txt", PAIRS)
    assert loaded.release
    assert (loaded.release.name, loaded.release.rows) == ("2026Q4", 2)
    table = pairs(tmp_path).at(date(2026, 11, 2))
    pair = table.pair("99213", "36415", on=date(2026, 11, 2))
    assert pair
    assert pair.modifier == ALLOWED
    assert table.pair("36415", "99213", on=date(2026, 11, 2)) is None


def test_a_deleted_pair_holds_to_its_last_day(tmp_path):
    imported(tmp_path, "ccipra-v323r0.txt", PAIRS)
    table = pairs(tmp_path).at(date(2026, 10, 1))
    pair = table.pair("80053", "80048", on=date(2026, 9, 30))
    assert pair
    assert pair.modifier == NEVER
    assert table.pair("80053", "80048", on=date(2026, 10, 1)) is None


def test_limits_name_their_first_day_in_the_file_name(tmp_path):
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", LIMITS)
    table = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits).at(date(2026, 12, 31))
    limit = table.limit("97110")
    assert limit
    assert (limit.units, limit.indicator) == (8, 3)
    assert table.limit("G0439") is None


def test_an_add_on_code_knows_what_it_follows(tmp_path):
    imported(tmp_path, "AOC_V2026Q4-MCR.csv", ADD_ONS)
    table = Releases(tmp_path / "codesets", "ncci_add_on", "Add-on", AddOnCodes).at(date(2026, 10, 5))
    add_on, by_contractor = table.add_on("11045", on=TODAY), table.add_on("0054T", on=TODAY)
    assert add_on
    assert add_on.primaries == {"11042"}
    assert by_contractor
    assert (by_contractor.type, by_contractor.primaries) == (2, frozenset())
    assert table.add_on("99213", on=TODAY) is None


def test_headings_over_several_rows_are_put_together_and_owned_text_is_not_kept(tmp_path):
    imported(tmp_path, "PPRRVU26_OCT.csv", FEES)
    fees = Releases(tmp_path / "codesets", "mpfs", "Fees", FeeSchedule).at(date(2026, 10, 1))
    visit, reading = fees.fee("99213"), fees.fee("71046", "26")
    assert visit
    assert (visit.work, visit.practice, visit.facility, visit.malpractice) == (130, 134, 56, 10)
    assert (visit.status, visit.global_days) == ("A", "XXX")
    assert reading
    assert reading.pctc == "1"
    assert fees.fee("71046") is None
    assert b"OWNED" not in b"".join(file.read_bytes() for file in (tmp_path / "codesets").rglob("*.bin"))


def test_a_quarter_is_judged_by_its_own_release(tmp_path):
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", LIMITS)
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", LIMITS.replace("97110,8,", "97110,6,"))
    limits = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    before, after = (limits.at(day).limit("97110") for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert before
    assert after
    assert (before.units, after.units) == (8, 6)


def test_a_day_beyond_every_release_is_not_answered(tmp_path):
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", LIMITS)
    limits = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    with pytest.raises(CodeSetMissing, match="MUE for 2027-01-04 is not loaded"):
        limits.at(date(2027, 1, 4))


def test_an_archive_is_read_and_what_is_unknown_in_it_is_told(tmp_path):
    file = tmp_path / "release.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("ccipra-v323r0.TXT", PAIRS)
        archive.writestr("readme.txt", "Nothing to load\n")
    loaded = {each.source: each for each in codes_import(file, tmp_path / "codesets", loaded_on=TODAY)}
    assert loaded["ccipra-v323r0.TXT"].release
    assert "such headings" in loaded["readme.txt"].problem


def test_a_workbook_is_read_as_its_text_is(tmp_path):
    file = tmp_path / "MCR_MUE_PractitionerServices_Eff_10-01-2026.xlsx"
    a_workbook(file, [line.split(",") for line in LIMITS.splitlines()])
    (loaded,) = codes_import(file, tmp_path / "codesets", loaded_on=TODAY)
    assert loaded.release, loaded.problem
    assert loaded.release.rows == 2


def a_workbook(path: Path, rows: list[list[str]]) -> None:
    """The least that a workbook is made of: one sheet of texts."""
    texts = ["".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows]
    cells = "".join(f"<row>{text}</row>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r0" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (LIMITS.replace("97110,8,", "97110,eight,"), "'eight' is not a number"),
        (LIMITS[: LIMITS.index("97110")], "holds no row"),
    ],
)
def test_a_table_that_cannot_be_read_to_its_end_leaves_what_was_loaded(tmp_path, text, problem):
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", LIMITS)
    (loaded,) = imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", text)
    assert problem in loaded.problem
    limits = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    assert limits.at(date(2026, 10, 1)).limit("97110")


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from cleanclaim.core.codesets.imports import codes_import, load
written = load.write_table
def dies(*arguments):
    written(*arguments)
    os._exit(9)
load.write_table = dies
list(codes_import(Path(sys.argv[1]), Path(sys.argv[2]), loaded_on=date(2026, 11, 24)))
"""


def test_a_process_that_dies_in_the_middle_leaves_the_old_release(tmp_path):
    name = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
    imported(tmp_path, name, LIMITS)
    (tmp_path / name).write_text(LIMITS.replace("97110,8,", "97110,6,"))
    command = [sys.executable, "-c", KILLED, tmp_path / name, tmp_path / "codesets"]
    died = subprocess.run(command, env={"PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert died.returncode == 9
    limits = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    limit = limits.at(date(2026, 10, 1)).limit("97110")
    assert limit
    assert limit.units == 8
    imported(tmp_path, name, LIMITS.replace("97110,8,", "97110,6,"))
    assert len(limits.loaded) == 1


def test_who_has_the_superseded_release_open_reads_on(tmp_path):
    name = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
    imported(tmp_path, name, LIMITS)
    opened = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    assert opened.loaded
    imported(tmp_path, name, LIMITS.replace("97110,8,", "97110,6,"))
    limit = opened.at(date(2026, 10, 1)).limit("97110")
    anew = Releases(tmp_path / "codesets", "ncci_mue_practitioner", "MUE", MueLimits)
    now = anew.at(date(2026, 10, 1)).limit("97110")
    assert limit
    assert now
    assert (limit.units, now.units) == (8, 6)


def the_parts(tmp_path: Path, *numbers: int) -> list[Loaded]:
    folder = tmp_path / "parts"
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"ccipra-v323r0-f{number}.txt").write_text(PAIRS.replace("36415", f"3641{number}"))
    return list(codes_import(folder, tmp_path / "codesets", loaded_on=TODAY))


def test_a_table_in_several_files_is_one_release(tmp_path):
    (loaded,) = the_parts(tmp_path, 1, 2, 3, 4)
    assert loaded.release
    assert loaded.release.rows == 5
    table = pairs(tmp_path).at(date(2026, 10, 1))
    assert all(table.pair("99213", f"3641{number}", on=date(2026, 10, 1)) for number in (1, 2, 3, 4))


def test_a_table_in_several_files_is_not_loaded_in_part(tmp_path):
    (loaded,) = the_parts(tmp_path, 1, 2, 4)
    assert loaded.problem == "the table comes in 4 files, f3 is not among them: load all together"
    assert not pairs(tmp_path).loaded


def test_a_release_far_smaller_than_the_one_before_is_refused(tmp_path):
    many = LIMITS + "".join(f"9{number:04},1,1 Line Edit,Clinical: Data\n" for number in range(10))
    imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", many)
    (loaded,) = imported(tmp_path, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", LIMITS)
    assert "holds 2 rows where 2026Q3 has 12" in loaded.problem


@given(st.lists(st.tuples(st.integers(0, 2**52), st.integers(0, 65_535), st.integers(-(2**40), 2**40))))
def test_a_table_gives_back_every_row_that_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "table.bin"
    write_table(path, {"small": "H", "large": "q"}, rows)
    table = MappedTable(path)
    found = [(key, table["small"][row], table["large"][row]) for key in {r[0] for r in rows} for row in table.rows(key)]
    assert sorted(found) == sorted(rows)


def test_what_is_no_code_is_in_no_table():
    assert key_of("99-13") == key_of("") == -1
