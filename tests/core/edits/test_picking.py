"""Picking the edits that can apply hides nothing that running all of them would find."""

import copy
from datetime import date
from functools import reduce
from operator import or_

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import outside
from tests.core.edits.test_never_raises import DATES, RULES, values

from cleanclaim.core.claim import Claim, read_claims
from cleanclaim.core.edits import ALL_EDITS, run_edits, runner
from cleanclaim.core.edits.asking import FactQuestions
from cleanclaim.core.edits.example_fields import build
from cleanclaim.core.edits.examples import examples_of
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Known
from cleanclaim.core.edits.picker import Picker
from cleanclaim.core.edits.when import When

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def widely(edit):
    """The edit, run on any claim that meets the conditions its check leaves to `when`."""
    wide = copy.copy(edit)
    wide.when = reduce(
        or_, (When(filing=each.filing, frequency=each.frequency, places=each.places) for each in edit.when.alternatives)
    )
    return wide


WIDE = {kind: Picker([widely(edit) for edit in ALL_EDITS if kind in edit.kinds]) for kind in ("837P", "837I", "837D")}


def found(claim, *, picked_widely=False, **arguments):
    """What is wrong; what could not be checked is left out."""
    with pytest.MonkeyPatch.context() as patch:
        if picked_widely:
            patch.setattr(runner, "picker", lambda kind, select, ignore: WIDE[kind])
        findings = run_edits(claim, **arguments)
    return {finding for finding in findings if not finding.is_unchecked}


@pytest.mark.parametrize("edit", [edit for edit in ALL_EDITS if edit.when != When()], ids=lambda edit: edit.code)
def test_examples_are_found_alike(edit, codesets):
    for _, example in examples_of(edit):
        built = build(example, codesets)
        arguments = {"codesets": built.codesets, "as_of": built.as_of, "payer": built.payer, "known": built.known}
        assert found(built.claim, **arguments) == found(built.claim, picked_widely=True, **arguments)


@QUICK
@given(claim=values(Claim), payer=RULES, known=st.just(Known()) | values(Known), as_of=DATES)
def test_any_claim_is_found_alike(codesets, claim, payer, known, as_of):
    arguments = {"codesets": codesets, "as_of": as_of, "payer": payer, "known": known}
    assert found(claim, **arguments) == found(claim, picked_widely=True, **arguments)


def test_the_corpus_is_found_alike(codesets):
    files = sorted(path for kind in ("837P", "837I") for path in (outside("corpus") / kind).iterdir() if path.is_file())
    claims = [claim for path in files for claim in read_claims(path) if isinstance(claim, Claim)]
    assert len(claims) > 100
    for claim in claims:
        payer = PayerRules(filing_code=claim.filing_code)
        arguments = {"codesets": codesets, "as_of": claim.service_to or date(2026, 3, 5), "payer": payer}
        assert found(claim, **arguments) == found(claim, picked_widely=True, **arguments)


def test_what_nobody_knows_lets_every_edit_in_to_say_so():
    whens = [when for edit in ALL_EDITS for when in edit.when.alternatives]
    assert FactQuestions(whens)(Known()) == 2 ** len(whens) - 1
