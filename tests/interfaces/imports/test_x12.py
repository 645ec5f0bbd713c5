"""Small files of our own, then the files of others."""

from datetime import date

import pytest
from msgspec.structs import replace
from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim, a_line
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.models import Clinician, Payer
from cleanclaim.core.claim import Party, write_837p_interchange
from cleanclaim.core.identifiers import npi
from cleanclaim.core.remittance import Payer as Sender
from cleanclaim.core.remittance import write_835_interchange
from cleanclaim.interfaces.imports.report import Report
from cleanclaim.interfaces.imports.x12 import X12Import

DOCTOR = Party(name="MARSH", first_name="IDA", is_person=True, npi=npi("122222222"), taxonomy="207Q00000X")


def an_837(*claims) -> bytes:
    return write_837p_interchange(list(claims), ENVELOPE, submitter=SUBMITTER, receiver=RECEIVER, reference="1")


def taken(by, content: bytes, name: str = "old.x12") -> Report:
    report = Report()
    X12Import(by, report).take(name, content)
    return report


def test_a_claim_comes_with_patient_payer_coverage_and_clinician(by):
    report = taken(by, an_837(a_claim(rendering=DOCTOR)))
    claim = Claim.objects.get()
    assert (claim.control_number, claim.charge, claim.encounter) == ("CLM-1001", 12_500, None)
    assert (claim.patient.last_name, claim.patient.birth_date) == ("RIVERA", date(1980, 5, 17))
    assert (claim.payer.payer_id, claim.coverage.member_id) == ("BPH01", "W123456789")
    assert Clinician.objects.filter(npi=DOCTOR.npi).exists()
    assert claim.state in ("ready", "edit_failed")
    assert report.added["claim"] == 1


def test_the_snapshot_is_the_claim_as_read(by):
    taken(by, an_837(a_claim()))
    assert unpack(Claim.objects.get()) == a_claim()


def test_a_second_time_changes_nothing(by):
    taken(by, an_837(a_claim()))
    rows = (Claim, Patient, Payer, Coverage)
    before = [model.objects.count() for model in rows]
    again = taken(by, an_837(a_claim()), "renamed.x12")
    assert (again.known["claim"], again.added["claim"]) == (1, 0)
    assert [model.objects.count() for model in rows] == before


def test_a_taken_control_number_is_replaced_once(by):
    taken(by, an_837(a_claim()))
    other = an_837(a_claim(diagnoses=("J20.9",)))
    taken(by, other)
    assert taken(by, other).known["claim"] == 1
    assert Claim.objects.exclude(control_number="CLM-1001").get().control_number.startswith("C")


def test_an_earlier_claim_reaches_the_coverage_back(by):
    taken(by, an_837(a_claim()))
    taken(by, an_837(a_claim(control_number="EARLIER", lines=(a_line(service_from=date(2026, 1, 5)),))))
    assert Coverage.objects.get(patient__last_name="RIVERA").effective_from == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lines": (a_line(service_from=None),)}, "no date of service"),
        ({"lines": (a_line(service_from=date(1905, 1, 1)),)}, "cannot be right"),
        ({"subscriber": replace(a_claim().subscriber, birth_date=None)}, "the patient has no birth date"),
    ],
)
def test_what_no_row_can_hold_is_refused_with_the_reason(by, changes, reason):
    report = taken(by, an_837(a_claim(**changes), a_claim(control_number="GOOD")))
    assert [claim.control_number for claim in Claim.objects.all()] == ["GOOD"]
    assert any(reason in why for _, why in report.left_out)


def test_a_payer_that_a_remittance_has_added_is_known_to_the_claims_after_it(by):
    number, taking = "NEW77", X12Import(by, Report())
    paid = a_remittance(a_claim_payment(a_service_payment()), payer=Sender(name="NEW PAYER", payer_id=number))
    taking.take("answers.x12", write_835_interchange([paid], an_envelope()))
    taking.take("claims.x12", an_837(a_claim(payer=Party(name="NEW PAYER", payer_id=number))))
    assert Claim.objects.get().payer == Payer.objects.get(payer_id=number)


def test_a_remittance_is_taken_once(by):
    content = write_835_interchange([a_remittance(a_claim_payment(a_service_payment()))], an_envelope())
    report = taken(by, content)
    again = taken(by, content, "again.x12")
    assert report.added["remittance"] == 1
    assert again.known["remittance file"] == 1
    assert ExchangeFile.objects.get().remittances.count() == 1


def test_what_is_neither_claim_nor_remittance_is_left_out(by):
    ack = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260304*0930*^*00501*000000001*0*T*:~"
    ack += b"GS*FA*A*B*20260304*0930*1*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HC*1~AK9*A*1*1*1~SE*4*0001~"
    report = taken(by, ack + b"GE*1*1~IEA*1*000000001~")
    assert report.left_out == {("transaction 999", "neither a claim (837) nor a remittance (835)"): 1}


def test_what_is_not_x12_is_unreadable(by):
    assert taken(by, b"hello").unreadable


@pytest.mark.corpus
def test_files_of_other_software_are_taken_or_refused_with_a_reason(by, corpus):
    report = Report()
    taking = X12Import(by, report)
    for file in sorted(path for path in corpus.glob("*/*") if path.is_file()):
        taking.take(str(file.relative_to(corpus)), file.read_bytes())
    faults = ExchangeFile.objects.filter(problem__contains="fault in CleanClaim").values_list("name", "problem")
    assert list(faults) == []
    assert not ExchangeFile.objects.filter(state=FileState.RECEIVED).exists()
    assert report.added["claim"] == Claim.objects.count() > 700
    assert report.added["remittance"] > 40
