"""Institutional and dental claims as values, and professional ones with what is rare."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders.claim_values import (
    BILLING,
    CLINICIANS,
    DAYS,
    OTHERS,
    STREET,
    a_claim,
    a_line,
    cents,
    claims,
    digits,
    texts,
)

from cleanclaim.core.claim import (
    Attachment,
    Batch,
    Claim,
    Dental,
    DentalService,
    Institutional,
    Party,
    ServiceLine,
    Tooth,
)

SENDER = Party(name="LAKESIDE BILLING", payer_id="CLEANCLAIM", contact_name="PAT DOE", phone="2175550100")
TO = Party(name="CLEARHOUSE", payer_id="CLEARHOUSE")
HOSPITAL = replace(BILLING, name="LAKESIDE HOSPITAL", taxonomy="282N00000X")
DIAGNOSES = ("I10", "E11.65", "J45.909", "K21.9", "N39.0", "R51.9", "S93.401A", "Z00.00")
REFERRING = Party("LEE", "ANA", is_person=True, npi="1234567893", entity="DN")
PROCEDURES = ("0DTJ4ZZ", "02HV33Z", "5A1D70Z")


def a_batch(kind: str = "837P", **changes: Any) -> Batch:
    """The head of a batch of one kind."""
    version = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}[kind]
    batch = Batch(SENDER, TO, "B1", date(2026, 3, 4), "0930", kind=kind, version=version)
    return replace(batch, **changes)


def a_hospital_claim(**changes: Any) -> Claim:
    """One outpatient claim of a hospital."""
    own = Institutional(
        "131",
        date(2026, 3, 2),
        date(2026, 3, 2),
        admission_type="1",
        admission_source="1",
        patient_status="01",
        attending=Party("CASTILLO", "MARA", is_person=True, npi="1234567893"),
    )
    line = ServiceLine(
        1, "85025", 4_500, pointers=(), service_from=date(2026, 3, 2), revenue_code="0305", control_number="L1"
    )
    claim = replace(a_claim(), kind="837I", billing=HOSPITAL, institutional=own, lines=(line,), place_of_service="13")
    return replace(claim, **changes)


def a_dental_claim(**changes: Any) -> Claim:
    """A filling of two surfaces."""
    filling = DentalService(oral_cavity=("10",), teeth=(Tooth("12", ("L", "O")),))
    line = a_line(procedure="D2150", charge=18_000, dental=filling)
    claim = replace(a_claim(), kind="837D", lines=(line,), diagnoses=("K02.52",))
    return replace(claim, **changes)


@st.composite
def complete_claims(draw: st.DrawFn) -> Claim:
    """A professional claim with what few have."""
    claim = draw(claims())
    return replace(
        claim,
        clearinghouse_number=draw(st.just("") | texts(20)),
        medical_record_number=draw(st.just("") | texts(20)),
        delay_reason=draw(st.sampled_from(("", "1", "11"))),
        special_program=draw(st.sampled_from(("", "02", "05"))),
        signature_source=draw(st.sampled_from(("", "P"))),
        attachments=draw(st.sampled_from(((), (Attachment("OZ", "EL", "DCN0001"), Attachment("B3", "AA"))))),
        condition_codes=draw(st.sampled_from(((), ("AA", "AB")))),
        anesthesia_procedures=draw(st.sampled_from(((), ("00840",), ("00840", "00910")))),
        other_parties=draw(st.sampled_from(((), (Party(address=STREET, entity="PW"),)))),
        also=draw(st.sampled_from(((), (("DTP", "454", "D8", "20260101"), ("K3", "FILE INFORMATION"))))),
        lines=tuple(draw(_complete_line(line)) for line in claim.lines),
    )


@st.composite
def _complete_line(draw: st.DrawFn, line: ServiceLine) -> ServiceLine:
    return replace(
        line,
        epsdt=draw(st.sampled_from(("", "Y"))),
        family_planning=draw(st.sampled_from(("", "Y"))),
        copay_status=draw(st.sampled_from(("", "0"))),
        prescription=draw(texts(10)) if line.ndc else "",
        other_parties=draw(
            st.sampled_from(((), (Party("LEE", "ANA", is_person=True, npi="1234567893", entity="DN"),)))
        ),
        also=draw(st.sampled_from(((), (("MEA", "TR", "R1", "11.2"), ("REF", "G1", "AUTH1"))))),
    )


@st.composite
def hospital_claims(draw: st.DrawFn) -> Claim:
    """An institutional claim as a hospital sends it."""
    first, days = draw(DAYS), draw(st.integers(0, 9))
    diagnoses = draw(st.lists(st.sampled_from(DIAGNOSES), min_size=1, unique=True).map(tuple))
    present = st.lists(st.sampled_from("YNUW"), max_size=len(diagnoses)).map(tuple)
    facility, frequency = draw(st.sampled_from(("11", "13", "85"))), draw(st.sampled_from("178"))
    own = Institutional(
        type_of_bill=facility + frequency,
        statement_from=first,
        statement_to=date.fromordinal(first.toordinal() + days),
        admission=f"{first:%Y%m%d}{draw(st.sampled_from(('', '0930', '2359')))}",
        discharge_hour=draw(st.sampled_from(("", "1130"))),
        admission_type=draw(st.sampled_from("1239")),
        admission_source=draw(st.sampled_from(("", "1", "4"))),
        patient_status=draw(st.sampled_from(("01", "30"))),
        admitting_diagnosis=draw(st.sampled_from(("", "R51.9"))),
        drg=draw(st.just("") | digits(3)),
        condition_codes=draw(st.lists(st.sampled_from(("01", "44", "D9")), unique=True).map(tuple)),
        occurrence_codes=draw(st.lists(st.tuples(st.sampled_from(("01", "11")), DAYS), max_size=13).map(tuple)),
        occurrence_spans=draw(st.lists(st.tuples(st.just("74"), st.just(first), DAYS), max_size=2).map(tuple)),
        value_codes=draw(st.lists(st.tuples(st.sampled_from(("A1", "80")), cents()), max_size=14).map(tuple)),
        procedures=draw(st.lists(st.tuples(st.sampled_from(PROCEDURES), DAYS), max_size=3).map(tuple)),
        attending=draw(CLINICIANS),
        operating=draw(st.none() | OTHERS),
        present_on_admission=draw(present),
        reasons_for_visit=draw(st.sampled_from(((), ("R51.9",), ("R51.9", "I10")))),
        external_causes=draw(st.sampled_from(((), (("W01.0XXA", "Y"),), (("W01.0XXA", ""), ("Y92.009", "N"))))),
        treatment_codes=draw(st.sampled_from(((), ("A01", "A02")))),
        patient_owes=draw(st.none() | cents()),
    )
    lines = [draw(_hospital_line(n)) for n in range(1, draw(st.integers(2, 4)))]
    return a_hospital_claim(
        control_number=draw(texts(20)),
        institutional=own,
        lines=tuple(lines),
        place_of_service=facility,
        frequency=frequency,
        diagnoses=diagnoses,
        benefits_assigned=draw(st.sampled_from("YNW")),
    )


@st.composite
def _hospital_line(draw: st.DrawFn, number: int) -> ServiceLine:
    has_code = draw(st.booleans())
    return ServiceLine(
        number,
        draw(st.sampled_from(("85025", "J1885"))) if has_code else "",
        draw(cents()),
        modifiers=draw(st.sampled_from(((), ("59",), ("25", "LT")))) if has_code else (),
        units=str(draw(st.integers(1, 30))),
        unit=draw(st.sampled_from(("UN", "DA"))),
        pointers=(),
        service_from=draw(DAYS),
        revenue_code=draw(st.sampled_from(("0305", "0120"))),
        control_number=draw(texts(20)),
        noncovered=draw(st.none() | cents()),
    )


@st.composite
def dental_claims(draw: st.DrawFn) -> Claim:
    """A dental claim as a dentist sends it."""
    own = Dental(
        service_from=draw(st.none() | DAYS),
        appliance_placed_on=draw(st.none() | DAYS),
        orthodontic_months=draw(st.sampled_from(("", "24"))),
        is_orthodontic=draw(st.booleans()),
        tooth_status=draw(st.sampled_from(((), (("8", "M"), ("9", "E"))))),
        predetermination_number=draw(st.just("") | texts(20)),
    )
    return a_dental_claim(
        control_number=draw(texts(20)),
        dental=own if own != Dental() else None,
        submission_reason=draw(st.sampled_from(("", "PB"))),
        rendering=draw(st.none() | CLINICIANS),
        lines=tuple(draw(_dental_line(n)) for n in range(1, draw(st.integers(2, 4)))),
    )


@st.composite
def _dental_line(draw: st.DrawFn, number: int) -> ServiceLine:
    units = draw(st.sampled_from(("1", "2")))
    surfaces = st.sampled_from(((), ("B",), ("M", "O", "D")))
    service = DentalService(
        oral_cavity=draw(st.sampled_from(((), ("10",), ("20", "30")))),
        prosthesis=draw(st.sampled_from(("", "I", "R"))),
        teeth=tuple(draw(st.lists(st.builds(Tooth, st.sampled_from(("3", "A")), surfaces), max_size=3))),
        says_one=units == "1" and draw(st.booleans()),
    )
    return ServiceLine(
        number,
        draw(st.sampled_from(("D2150", "D6240"))),
        draw(cents()),
        units=units,
        pointers=draw(st.sampled_from(((1,), ()))),
        service_from=draw(st.none() | DAYS),
        control_number=draw(texts(20)),
        dental=service if service != DentalService() else None,
    )
