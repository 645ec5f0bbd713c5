"""Every worked case of journal_examples.yaml is a test: journal, balances and work, step by step."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from cleanclaim.core.ledger.replay import Case, play, read_cases

CASES = read_cases((Path(__file__).parent / "journal_examples.yaml").read_text(encoding="utf-8"))
NOT_YET: dict[str, str] = {}
"""Case id: why it does not hold yet.  It may only shrink."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_worked_case_posts_as_written(case: Case):
    differences = play(case).differences
    if case.id in NOT_YET:
        assert differences, f"{case.id} holds now: take it out of NOT_YET"
    else:
        assert not differences, "\n".join(differences)


def test_there_are_all_67_cases():
    assert len(CASES) == 67


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.id in {"J03", "J14", "J16", "J31"}], ids=lambda c: c.id
)
def test_a_cent_more_in_any_written_entry_is_seen(case: Case):
    for n, step in enumerate(case.steps):
        for m, expected in enumerate(step.journal):
            entry = expected.entries[0]
            changed = replace(entry, debit=entry.debit + 1) if entry.debit else replace(entry, credit=entry.credit + 1)
            journal = [*step.journal]
            journal[m] = replace(expected, entries=(changed, *expected.entries[1:]))
            steps = [*case.steps]
            steps[n] = replace(step, journal=tuple(journal))
            assert play(replace(case, steps=tuple(steps))).differences


def test_a_wrong_balance_and_a_work_item_nobody_opens_are_seen():
    case = next(case for case in CASES if case.id == "J07")
    last = case.steps[-1]
    wrong = replace(last, balances_after={"insurance": 1})
    unknown = replace(last, work_items=(*last.work_items, {"kind": "underpayment", "amount": 1}))
    assert play(replace(case, steps=(*case.steps[:-1], wrong))).differences
    assert play(replace(case, steps=(*case.steps[:-1], unknown))).differences
