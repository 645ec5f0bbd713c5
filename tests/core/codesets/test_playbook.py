"""The playbook turns what a payer answers into what a person does."""

import pytest

from cleanclaim.core.codesets import playbook
from cleanclaim.core.codesets.playbook import advice, rejection_advice

ACTIONS = {"appeal", "bill_patient", "bill_secondary", "call_payer", "correct_and_resubmit", "none"} | {
    "send_records",
    "write_off",
}


def test_a_missing_authorization_is_explained_with_steps():
    play = advice("CO", "197", ["M62"])
    assert play.category == "authorization"
    assert play.steps
    assert "AUTH001" in play.prevented_by


def test_only_patient_responsibility_bills_the_patient():
    assert advice("PR", "27").default_action == "bill_patient"
    assert advice("CO", "27").default_action == "call_payer"


def test_an_unknown_reason_is_said_to_be_unknown():
    play = advice("CO", "999")
    assert play.default_action == "review"
    assert "999" in play.wording


def test_a_rejection_is_sent_again_as_a_new_claim():
    play = rejection_advice("A7", "562", "85")
    assert play.category == "rejection"
    assert play.default_action == "new_claim"
    assert "NPI" in play.wording


def test_an_acceptance_is_not_a_rejection():
    assert rejection_advice("A2", "20").category == "status"


@pytest.mark.parametrize("row", playbook._denials(), ids=lambda row: row["carc"])
def test_every_denial_row_is_whole(row, codesets):
    assert row["default_action"] in ACTIONS
    assert row["wording"]
    assert row["steps"]
    assert codesets.carc.knows(row["carc"])
    assert all(codesets.rarc.knows(rarc) for rarc in row["usual_rarcs"])
