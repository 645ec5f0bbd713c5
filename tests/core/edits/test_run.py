"""Running the edits: what comes first, what is chosen, what is said when a table is missing."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from cleanclaim.core.edits import Fix, PayerRules, Severity, apply, run_edits
from cleanclaim.core.edits.example_claim import a_claim
from cleanclaim.core.edits.example_fields import build

SNAPSHOTS = Path(__file__).parent / "snapshots"
TODAY = date(2026, 3, 5)


def found(claim, codesets, as_of=TODAY, **chosen):
    """What is found; what could not be checked is left out."""
    findings = run_edits(claim, codesets=codesets, as_of=as_of, **chosen)
    return tuple(finding for finding in findings if not finding.is_unchecked)


def test_a_report_that_a_biller_reads(codesets):
    built = build(
        {
            "patient": {"zip": "10001", "sex": "X"},
            "billing": {"address1": "PO BOX 44", "tin": "74-2123456"},
            "rendering": {"npi": "1234567890"},
            "dx": ["M54.5", "E11", "I10"],
            "lines": [
                {"cpt": "99213", "ptr": [1]},
                {"cpt": "20610", "mods": ["50", "RT"], "units": 2, "ptr": [5]},
                {"cpt": "99201", "charge": "0.00"},
                {"cpt": "43999"},
            ],
            "freq": "7",
        },
        codesets,
    )
    report = "".join(
        f"{finding.severity.value:8}{finding}\n{'':8}{finding.path}, box {finding.box}; {finding.fix}\n"
        for finding in found(built.claim, codesets, built.as_of, payer=built.payer)
    )
    assert report == (SNAPSHOTS / "biller_report.txt").read_text(encoding="utf-8")


def test_the_worst_comes_first(codesets):
    claim = structs.replace(a_claim(), diagnoses=("I10", "E11.9"), control_number="")
    assert [finding.severity for finding in found(claim, codesets)] == [Severity.ERROR, Severity.INFO]


def test_edits_are_chosen_by_the_beginning_of_their_code(codesets):
    claim = structs.replace(a_claim(), diagnoses=(), control_number="")
    assert {finding.edit for finding in found(claim, codesets, select=["DX"])} == {"DX001"}
    assert "DX001" not in {finding.edit for finding in found(claim, codesets, ignore=["DX0"])}


@pytest.mark.parametrize("on", [date(2019, 6, 30), date(2026, 10, 1)])
def test_a_code_set_that_does_not_reach_the_day_of_service_is_said_once(codesets, on):
    line = structs.replace(a_claim().lines[0], service_from=on, service_to=on)
    claim = structs.replace(a_claim(), lines=(line,))
    findings = run_edits(claim, codesets=codesets, as_of=on)
    said = [finding for finding in findings if "ICD-10-CM" in finding.message]
    assert [finding.severity for finding in said] == [Severity.INFO]
    assert "DX002" in said[0].message
    assert f"not checked (DX002, DX003, DX004): ICD-10-CM for {on} is not loaded" in said[0].message


def test_an_error_may_be_made_a_warning(codesets):
    claim = structs.replace(a_claim(), diagnoses=("M54.5",))
    softer = {finding.edit: finding.severity for finding in found(claim, codesets, warn=("DX002",))}
    as_written = {finding.edit: finding.severity for finding in found(claim, codesets)}
    assert as_written["DX002"] is Severity.ERROR
    assert softer == as_written | {"DX002": Severity.WARNING}


def test_the_same_claim_is_judged_by_the_day_of_its_service(codesets):
    claim = structs.replace(a_claim(), diagnoses=("M54.5",))
    line = structs.replace(claim.lines[0], service_from=date(2021, 9, 30), service_to=date(2021, 9, 30))
    assert "DX002" in {finding.edit for finding in found(claim, codesets)}
    assert "DX002" not in {finding.edit for finding in found(structs.replace(claim, lines=(line,)), codesets)}


def test_a_finding_says_what_money_is_at_stake(codesets):
    built = build({"lines": [{"cpt": "99213"}, {"cpt": "20610", "charge": "90.00", "units": 0}]}, codesets)
    (finding,) = [finding for finding in found(built.claim, codesets) if finding.edit == "LIN006"]
    assert finding.money == 9_000
    assert finding.path == "lines[1].units"


def test_what_a_payer_wants_is_an_argument(codesets):
    wants = PayerRules(needs_authorization=frozenset({"99213"}))
    assert [finding.edit for finding in found(a_claim(), codesets, payer=wants)] == ["AUTH001"]


@pytest.mark.parametrize(
    ("example", "edit"),
    [
        ({"patient": {"sex": "X"}}, "PAT006"),
        ({"billing": {"tin": "74-2123456"}}, "PRV007"),
        ({"total": "200.00"}, "AMT001"),
        ({"payer": {"filing": "MB"}, "subscriber": {"member_id": "1EG4-TE5-MK73"}}, "SUB002"),
        ({"lines": [{"cpt": "99213", "rendering": "1234567893"}]}, "PRV011"),
        ({"patient": {"last_name": "NUÑEZ"}}, "TXT001"),
        ({"eligibility": {"first_name": "ELIZABETH"}}, "SUB007"),
        ({"mode": "video", "at": "home", "pos": "11"}, "TEL001"),
    ],
)
def test_accepting_a_fix_ends_its_finding(codesets, example, edit):
    built = build(example, codesets)
    chosen = {"payer": built.payer, "known": built.known, "select": [edit]}
    (finding,) = found(built.claim, codesets, built.as_of, **chosen)
    assert found(apply(built.claim, finding.autofix), codesets, built.as_of, **chosen) == ()


def test_no_fix_may_touch_what_a_coder_decides():
    with pytest.raises(AssertionError, match="must not change coding"):
        Fix("Add 25", "lines[0].modifiers", "25")


@pytest.mark.parametrize(
    ("example", "edit", "line"),
    [
        ({"payer": "medicare", "lines": [{"cpt": "33999"}, {"cpt": "99244"}]}, "LIN004", "line 2"),
        ({"lines": [{"cpt": "22614"}, {"cpt": "90472"}]}, "LIN010", "line 2"),
        ({"lines": [{"cpt": "33999", "mods": ["26"]}, {"cpt": "93010", "mods": ["26"]}]}, "MOD010", "line 2"),
        ({"pos": "10", "lines": [{"cpt": "77427"}, {"cpt": "20610"}]}, "TEL003", "line 2"),
    ],
)
def test_a_code_that_no_table_knows_does_not_hide_what_is_wrong_with_another(codesets, example, edit, line):
    built = build(example, codesets)
    findings = run_edits(built.claim, codesets=codesets, as_of=built.as_of, select=[edit])
    assert [(finding.where, finding.is_unchecked) for finding in findings] == [(line, False), ("claim", True)]
