"""The package as a library."""

import subprocess
import sys
from datetime import date

import pytest
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

import cleanclaim
from cleanclaim.core.claim import write_837p_interchange
from cleanclaim.core.remittance import write_835_interchange


def an_837(*claims) -> bytes:
    return write_837p_interchange(list(claims), ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="1")


def test_claims_and_remittances_of_a_file(tmp_path):
    file = tmp_path / "claims.x12"
    file.write_bytes(an_837(a_claim(), a_claim(control_number="SECOND")))
    assert cleanclaim.read(file).claims == (a_claim(), a_claim(control_number="SECOND"))
    remittance = a_remittance(a_claim_payment(a_service_payment()))
    contents = cleanclaim.read(write_835_interchange([remittance], an_envelope()))
    assert [each.amount for each in contents.remittances] == [remittance.amount]
    assert contents.errors == ()


def test_what_cannot_be_read_is_an_error_beside_the_rest():
    content = an_837(a_claim(), a_claim(control_number="BAD")).replace(b"CLM*BAD*125", b"CLM*BAD*many")
    contents = cleanclaim.read(content)
    assert [claim.control_number for claim in contents.claims] == ["CLM-1001"]
    assert "CLM02" in str(contents.errors[0])


def test_a_claim_is_checked_as_of_a_day(pytestconfig, monkeypatch):
    monkeypatch.setattr("cleanclaim.library.codesets_folder", lambda: pytestconfig.cache.mkdir("codesets"))
    found = cleanclaim.check(a_claim(diagnoses=()), as_of=date(2026, 3, 10), select=("DX001",))
    assert [finding.edit for finding in found] == ["DX001"]


@pytest.mark.parametrize("use", ["cleanclaim.read", "cleanclaim.check", "cleanclaim.Contents"])
def test_nothing_of_the_application_is_loaded(use):
    code = f"import sys, cleanclaim; {use}; assert not any(name.startswith('django') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
