"""Redaction: nothing of a person is left, and what was wrong with a file still is."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_values import BILLING, ENVELOPE, RECEIVER, STREET, SUBMITTER, a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, an_envelope

from cleanclaim.core.claim import Claim, Party, Person, read_claims
from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.identifiers import is_npi, npi
from cleanclaim.core.remittance import read_remittances, write_835_interchange
from cleanclaim.core.x12 import check
from cleanclaim.core.x12.files import Redaction, count, redact

DOCTOR = Party(name="OKAFOR", first_name="CHIDI", is_person=True, npi=npi("176543210"))
BEN = Person("RIVERA", "BENICIO", birth_date=date(2015, 7, 30), sex="M", address=STREET)
CLAIM = a_claim(
    rendering=DOCTOR, patient=BEN, relationship="19", note="ANA RIVERA CALLED ON 03/02", onset_on=date(2026, 2, 27)
)
FILE = write_837p_interchange([CLAIM], ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="B1")
OF_PERSONS = (
    *("RIVERA", "BENICIO", "OKAFOR", "CHIDI", "W123456789", "12 MAIN ST", "SPRINGFIELD"),
    *("19800517", "20150730", "20260302", "20260227", "CLM-1001", DOCTOR.npi, "PAT DOE", "2175550100"),
)


def redacted(content: bytes, key: bytes = b"key") -> bytes:
    return b"".join(redact(content, Redaction(key)))


def the_claim(content: bytes) -> Claim:
    (claim,) = read_claims(content)
    assert isinstance(claim, Claim)
    return claim


def test_nothing_of_a_person_is_left():
    billed_by_a_person = replace(CLAIM, billing=replace(BILLING, name="OKAFOR", first_name="CHIDI", is_person=True))
    content = write_837p_interchange(
        [billed_by_a_person], ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="B1"
    )
    left = redacted(content).decode()
    assert [what for what in OF_PERSONS if re.search(rf"[*:]{re.escape(what)}[*:~]", left)] == []


def test_what_a_payer_needs_is_left():
    claim = the_claim(redacted(FILE))
    assert (claim.diagnoses, claim.total_charge, claim.payer) == (CLAIM.diagnoses, CLAIM.total_charge, CLAIM.payer)
    assert claim.billing.name == BILLING.name
    assert claim.rendering
    assert is_npi(claim.rendering.npi)
    assert list(check(redacted(FILE))) == []


def test_days_between_dates_stay():
    claim = the_claim(redacted(FILE))
    assert claim.service_from
    assert claim.onset_on
    assert CLAIM.service_from
    assert CLAIM.onset_on
    assert claim.service_from != CLAIM.service_from
    assert claim.service_from - claim.onset_on == CLAIM.service_from - CLAIM.onset_on


def test_claim_and_answer_still_belong_together():
    answer = a_remittance(a_claim_payment(patient_control_number=CLAIM.control_number))
    (remittance,) = read_remittances(redacted(write_835_interchange([answer], an_envelope())))
    assert remittance.claims[0].patient_control_number == the_claim(redacted(FILE)).control_number
    assert remittance.amount == answer.amount


def test_another_key_gives_other_names():
    assert redacted(FILE, b"one") == redacted(FILE, b"one")
    assert redacted(FILE, b"one") != redacted(FILE, b"two")


@given(st.text("ABCxyz019-", min_size=1, max_size=30))
def test_an_identifier_keeps_its_make(text):
    replaced = Redaction(b"key").identifier(text)
    assert [c.isdigit() for c in replaced] == [c.isdigit() for c in text]
    assert [c.islower() for c in replaced] == [c.islower() for c in text]


def test_counts_and_sums_stay():
    before, after = count(FILE), count(redacted(FILE))
    assert (after.claims, after.lines, after.charged) == (before.claims, before.lines, before.charged)


def test_a_date_that_is_none_is_not_left_as_it_was():
    wrong = FILE.replace(b"19800517", b"19801399")
    assert b"19801399" not in redacted(wrong)
