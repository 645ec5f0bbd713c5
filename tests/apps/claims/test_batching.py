"""Ready claims become one interchange that an independent validator accepts and that never changes."""

import hashlib

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import the_payer
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.models import Batch
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Location
from cleanclaim.core.claim import read_claims


def sealed(by, *claims):
    return services.batch_seal(claims=list(claims), receiver_id="SIMULATOR", is_test=True, by=by)


def test_pyx12_finds_no_fault_in_claims_of_every_kind(by):
    child = a_patient(covered=False, first_name="Leo")
    a_coverage(
        patient=child, relationship="19", subscriber_first_name="Mara", subscriber_last_name="Whitaker",
        subscriber_birth_date="1988-05-05", subscriber_sex="F",
    )  # fmt: skip
    twice = a_patient()
    a_coverage(patient=twice, payer=the_payer("medicaid"), rank=2)
    hurt = a_patient(covered=False)
    a_coverage(patient=hurt, payer=the_payer("wc"), relationship="20", subscriber_last_name="Harbor Boats")
    harbor = Location.objects.get(name="Harbor Road")
    visits = [{}, {"patient": child}, {"patient": twice}, {"patient": hurt}, {"location": harbor}]
    batch = sealed(by, *(a_claim(encounter=a_charged_encounter(**visit), state="ready") for visit in visits))
    assert pyx12_faults(bytes(batch.content)) == []


def test_what_is_written_reads_back_as_the_snapshots(by):
    claims = [a_claim(state="ready"), a_claim(state="ready")]
    read = list(read_claims(bytes(sealed(by, *claims).content)))
    assert [value.control_number for value in read] == [claim.control_number for claim in claims]
    assert [value.total_charge for value in read] == [unpack(claim).total_charge for claim in claims]


def test_sealing_moves_batch_and_claims_and_keeps_the_hash(by):
    claim = a_claim(state="ready")
    batch = sealed(by, claim)
    claim.refresh_from_db()
    assert (batch.state, claim.state, claim.batch) == ("sealed", "batched", batch)
    assert batch.sha256 == hashlib.sha256(bytes(batch.content)).hexdigest()


def test_numbers_are_never_used_twice(by):
    first, second = sealed(by, a_claim(state="ready")), sealed(by, a_claim(state="ready"))
    assert first.control_number != second.control_number
    assert first.group_control_number != second.group_control_number
    assert first.reference != second.reference


def test_one_claim_that_is_not_ready_keeps_the_others_back(by):
    claims = [a_claim(state="ready"), a_claim(state="draft")]
    with pytest.raises(NotAllowedNow):
        sealed(by, *claims)
    assert not Batch.objects.exists()
