"""`ledger replay`: a file of worked cases that holds, one that does not, one that is none."""

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "core" / "ledger" / "journal_examples.yaml"
A_CASE = """
cases:
- id: T1
  title: A charge
  steps:
  - step: 1
    event: {type: charge_entry, lines: [{line: L1, charge: 20000, responsible: 'payer:AET'}]}
    journal:
    - source_key: T1:1
      entries:
      - {account: ar_insurance, party: 'payer:AET', line: L1, debit: 20000}
      - {account: gross_charges, line: L1, credit: 20000}
    balances_after: {insurance: 20000}
"""


@pytest.fixture
def replayed(run, tmp_path):
    def replay(text: str):
        (tmp_path / "cases.yaml").write_text(text)
        return run("ledger", "replay", tmp_path / "cases.yaml")

    return replay


def test_every_worked_case_of_the_project_holds(run):
    told = run("ledger", "replay", EXAMPLES, "--failing")
    assert (told.exit_code, told.stdout) == (0, "67 cases: 67 hold, 0 differ\n")


def test_a_case_that_holds_is_told(replayed):
    told = replayed(A_CASE)
    assert told.exit_code == 0
    assert told.stdout.startswith("T1 holds: A charge\n")


def test_a_cent_of_difference_is_told_with_its_step_and_entry(replayed):
    told = replayed(A_CASE.replace("debit: 20000", "debit: 20001"))
    assert told.exit_code == 1
    assert "T1 differs: A charge\n  step 1: 0 lacks Entry(account='ar_insurance'" in told.stdout
    assert "0 hold, 1 differ" in told.stdout


def test_a_wrong_balance_is_told(replayed):
    told = replayed(A_CASE.replace("insurance: 20000}", "insurance: 1}"))
    assert told.exit_code == 1
    assert "step 1: balance of insurance is 20000, not 1" in told.stdout


@pytest.mark.parametrize(
    "event",
    [
        "{type: a_new_thing}",
        "{}",
        "{type: charge_entry}",
        "{type: charge_entry, lines: 3}",
        "{type: charge_void, line: L9}",
    ],
)
def test_an_event_that_cannot_be_played_differs_and_the_next_case_is_played(replayed, event):
    unplayable = f"- id: T0\n  title: Odd\n  steps: [{{step: 1, event: {event}}}]\n- id: T1"
    told = replayed(A_CASE.replace("- id: T1", unplayable))
    assert told.exit_code == 1
    assert "T0 differs" in told.stdout
    assert "T1 holds" in told.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a list `cases`"),
        ("cases: []", "its list of cases is empty"),
        ("cases: [", "line 1, column 9"),
        ("cases:\n- {id: T1, title: No steps}", "missing required field `steps` - at `$[0]`"),
        (A_CASE.replace("debit: 20000", "debit: 200.50"), "Expected `int`, got `float`"),
    ],
)
def test_a_file_that_is_none_of_cases_is_refused_with_the_place(replayed, text, words):
    told = replayed(text)
    assert told.exit_code == 2
    assert words in told.stderr


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    told = run("ledger", "replay", tmp_path / "none.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "No such file" in told.stderr


def test_cases_come_from_standard_input_too(run):
    assert run("ledger", "replay", "-", input=A_CASE).exit_code == 0
