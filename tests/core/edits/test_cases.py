"""Every edit's examples run, and the correct claim passes them all."""

from datetime import date

import pytest

from cleanclaim.core.edits import ALL_EDITS, run_edits
from cleanclaim.core.edits.example_claim import a_claim
from cleanclaim.core.edits.examples import cases_path, run_examples


@pytest.mark.parametrize("edit", ALL_EDITS, ids=lambda edit: edit.code)
def test_examples_of_the_edit(edit, codesets):
    outcomes = run_examples(cases_path(edit.subject, edit.name), codesets=codesets)
    assert {outcome.edit for outcome in outcomes} == {edit.code}
    assert {outcome.name.partition("/")[0] for outcome in outcomes} == {"fail", "pass"}
    assert [(outcome.name, outcome.problem) for outcome in outcomes if outcome.problem] == []


def test_a_correct_claim_has_no_finding(codesets):
    findings = run_edits(a_claim(), codesets=codesets, as_of=date(2026, 3, 5))
    assert [finding for finding in findings if not finding.is_unchecked] == []


def test_an_example_with_an_unknown_field_is_a_problem_not_silence(codesets, tmp_path):
    file = tmp_path / "unknown.yaml"
    file.write_text("id: PAT001\nexamples: {fail: {shoe_size: 44}}\n")
    (outcome,) = run_examples(file, codesets=codesets)
    assert "shoe_size" in outcome.problem


def test_a_table_of_many_edits_runs_and_names_edits_that_do_not_exist(codesets, tmp_path):
    file = tmp_path / "table.yaml"
    file.write_text(
        "edits:\n"
        "- {id: DX001, examples: {fail: {dx: []}, pass: [{dx: [I10]}, {dx: [E11.9]}]}}\n"
        "- {id: XYZ999, examples: {fail: {dx: []}}}\n"
    )
    problems = [outcome.problem for outcome in run_examples(file, codesets=codesets)]
    assert problems == ["", "", "", "there is no such edit yet"]
