"""The next quarter is loaded beside the last: a claim on either side of the day is judged by its own quarter."""

from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from tests.builders.claim_values import a_claim, a_line
from tests.core.codesets.test_agency_lists import hcpcs_line
from tests.core.codesets.test_fiscal_years import order_file
from tests.core.codesets.test_imports import FEES

from cleanclaim.core.codesets import CodeSets, open_codesets, store_of
from cleanclaim.core.codesets.imports import codes_import
from cleanclaim.core.edits import run_edits

BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)
PAIRS = (
    "Column 1\tColumn 2\tEffective Date\tDeletion Date *=none\tModifier 0=not allowed\tPTP Edit Rationale\n"
    "{}\t20200101\t*\t0\tMisuse of column two code with column one code\n"
)
LIMITS = (
    "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n"
    "97110,{},1 Line Edit,Clinical: Data\n"
)
FILES = {
    "ccipra-v322r0.txt": PAIRS.format("99213\t36415"),
    "ccipra-v323r0.txt": PAIRS.format("99213\t93000"),
    "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv": LIMITS.format(8),
    "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv": LIMITS.format(4),
    "icd10cm_order_2027.txt": order_file(("I10", "1", "Hypertension"), ("E1199", "1", "Diabetes of a new kind")),
    "HCPC2026_JUL_ANWEB.txt": hcpcs_line("A0120", "A bus") + hcpcs_line("J9998", "A drug", ended="20260930"),
    "HCPC2026_OCT_ANWEB.txt": hcpcs_line("A0120", "A bus") + hcpcs_line("J9997", "A new drug", added="20261001"),
    "PPRRVU26_JUL.csv": FEES,
    "PPRRVU26_OCT.csv": FEES.replace("XXX", "010").replace("1.30", "1.40"),
}


@pytest.fixture(scope="module")
def quarters(tmp_path_factory, codesets_folder: Path, codesets: CodeSets) -> CodeSets:
    """Both quarters in the agencies' own files, loaded in one import."""
    place = tmp_path_factory.mktemp("quarters")
    (place / "codesets").mkdir()
    copy(store_of(codesets_folder), store_of(place / "codesets"))
    (place / "files").mkdir()
    for name, text in FILES.items():
        (place / "files" / name).write_text(text)
    told = list(codes_import(place / "files", place / "codesets", loaded_on=date(2026, 11, 24)))
    assert [each.problem for each in told if each.problem] == []
    return open_codesets(place / "codesets")


def judged(quarters: CodeSets, edit: str, *lines: dict, **changes) -> list[bool]:
    """Whether the edit finds something on the last day of the old quarter, and on the first of the new one."""
    found = []
    for on in (BEFORE, AFTER):
        claim = a_claim(lines=tuple(a_line(service_from=on, **line) for line in lines), **changes)
        findings = run_edits(claim, codesets=quarters, as_of=date(2026, 11, 2), select=[edit])
        assert not any("not checked" in finding.message or "not loaded" in finding.message for finding in findings)
        found.append(any(finding.edit == edit for finding in findings))
    return found


def test_pairs(quarters):
    old = judged(quarters, "NCCI001", {"procedure": "99213"}, {"procedure": "36415"})
    new = judged(quarters, "NCCI001", {"procedure": "99213"}, {"procedure": "93000"})
    assert (old, new) == ([True, False], [False, True])


def test_units(quarters):
    assert judged(quarters, "MUE001", {"procedure": "97110", "units": "6"}) == [False, True]


def test_diagnoses(quarters):
    assert judged(quarters, "DX002", {}, diagnoses=("E11.99",)) == [True, False]
    assert judged(quarters, "DX002", {}, diagnoses=("R07.1",)) == [False, True]


def test_codes_of_level_2(quarters):
    assert judged(quarters, "LIN003", {"procedure": "J9998"}) == [False, True]
    assert judged(quarters, "LIN003", {"procedure": "J9997"}) == [True, False]
    assert judged(quarters, "LIN003", {"procedure": "J7776"}) == [True, True]


def test_fees_and_indicators(quarters):
    fees = [quarters.fees.at(day).fee("99213") for day in (BEFORE, AFTER)]
    assert [fee and fee.work for fee in fees] == [130, 140]
    assert [quarters.indicators("99213", on=day).global_days for day in (BEFORE, AFTER)] == ["XXX", "010"]
