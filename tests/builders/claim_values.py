"""Claims as values: one with right defaults, and hypothesis' own among realistic ones."""

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from cleanclaim.core.claim import (
    Accident,
    Address,
    Adjustment,
    Claim,
    OtherCoverage,
    OtherPayerLine,
    Party,
    Person,
    ServiceLine,
)
from cleanclaim.core.identifiers import npi
from cleanclaim.core.x12 import Envelope

MOMENT = datetime(2026, 3, 4, 9, 30)  # noqa: DTZ001 (an envelope's time is the sender's local time)
ENVELOPE = Envelope("CLEANCLAIM", "CLEARHOUSE", control_number=17, moment=MOMENT)
STREET = Address("12 MAIN ST", "", "SPRINGFIELD", "IL", "627040001")
SUBMITTER = Party(name="LAKESIDE FAMILY PRACTICE", payer_id="CLEANCLAIM", contact_name="PAT DOE", phone="2175550100")
RECEIVER = Party(name="CLEARHOUSE", payer_id="CLEARHOUSE")
BILLING = Party(
    name="LAKESIDE FAMILY PRACTICE", npi=npi("123456789"), taxonomy="207Q00000X", tax_id="371234567", address=STREET
)
PATIENT = Person("RIVERA", "ANA", birth_date=date(1980, 5, 17), sex="F", address=STREET, member_id="W123456789")


def a_line(number: int = 1, **changes: Any) -> ServiceLine:
    """An established visit of $125."""
    line = ServiceLine(number, "99213", 12_500, service_from=date(2026, 3, 2), control_number=f"L{number}")
    return replace(line, **changes)


def a_claim(**changes: Any) -> Claim:
    """One clean professional claim of a subscriber."""
    claim = Claim(
        "CLM-1001",
        payer=Party(name="BLUE PLAINS HEALTH", payer_id="BPH01"),
        subscriber=PATIENT,
        billing=BILLING,
        lines=(a_line(),),
        diagnoses=("E11.65", "I10"),
        filing_code="CI",
    )
    return replace(claim, **changes)


def texts(most: int, *, least: int = 1) -> st.SearchStrategy[str]:
    """Words of upper-case letters and digits: no delimiter, no blank at either end."""
    return st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=least, max_size=most)


def digits(count: int) -> st.SearchStrategy[str]:
    """A number of so many digits, zeros in front."""
    return st.integers(0, 10**count - 1).map(lambda number: f"{number:0{count}d}")


def cents(most: int = 500_000) -> st.SearchStrategy[int]:
    return st.integers(0, most)


DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
NPIS = digits(8).map(lambda eight: npi("1" + eight))
CODES = st.sampled_from(("99213", "99214", "36415", "J1885", "G0439"))
MODIFIERS = st.lists(st.sampled_from(("25", "59", "LT", "XU")), max_size=4, unique=True).map(tuple)
DIAGNOSES = st.lists(
    st.sampled_from(("E11.65", "I10", "M54.50", "J45.909", "S93.401A", "Z00.00", "R51.9", "K21.9", "F32.9", "N39.0")),
    min_size=1,
    unique=True,
).map(tuple)
ADDRESSES = st.builds(
    Address,
    line1=texts(30),
    line2=st.just("") | texts(20),
    city=texts(20, least=2),
    state=st.sampled_from(("IL", "TX", "CA")),
    zip=digits(5) | digits(9),
)
PERSONS = st.builds(
    Person,
    last_name=texts(30),
    first_name=texts(20),
    middle_name=st.just("") | texts(10),
    suffix=st.sampled_from(("", "JR", "III")),
    birth_date=st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    sex=st.sampled_from("FMU"),
    address=ADDRESSES,
    member_id=texts(15, least=2),
)
CLINICIANS = st.builds(
    Party,
    name=texts(30),
    first_name=texts(20),
    is_person=st.just(True),
    npi=NPIS,
    taxonomy=st.sampled_from(("", "207Q00000X")),
)
BILLERS = st.builds(
    replace,
    st.just(BILLING) | st.just(replace(BILLING, contact_name="PAT DOE", phone="2175550100")),
    npi=NPIS,
    address=ADDRESSES,
)
OTHERS = CLINICIANS.map(lambda clinician: replace(clinician, taxonomy=""))
PAYERS = st.builds(Party, name=texts(30), payer_id=texts(12, least=2), address=st.just(Address()) | ADDRESSES)
ADJUSTMENTS = st.lists(
    st.builds(
        Adjustment, st.sampled_from(("CO", "PR", "OA")), st.sampled_from(("45", "1", "2", "97")), cents(), st.just("")
    ),
    max_size=4,
).map(tuple)


@st.composite
def lines(draw: st.DrawFn, number: int, diagnoses: int, payer_ids: tuple[str, ...]) -> ServiceLine:
    """A service line that points at diagnoses that are there."""
    first = draw(DAYS)
    pointers = st.lists(st.integers(1, diagnoses), min_size=1, max_size=min(4, diagnoses), unique=True)
    has_drug = draw(st.booleans())
    return ServiceLine(
        number,
        draw(CODES),
        draw(cents()),
        modifiers=draw(MODIFIERS),
        units=str(draw(st.integers(1, 99))),
        unit=draw(st.sampled_from(("UN", "MJ"))),
        pointers=tuple(draw(pointers)),
        service_from=first,
        service_to=draw(st.none() | st.dates(first, date(2028, 1, 1))),
        place_of_service=draw(st.sampled_from(("", "11", "22"))),
        emergency=draw(st.booleans()),
        control_number=draw(texts(20)),
        description=draw(st.just("") | texts(30)),
        ndc=draw(digits(11)) if has_drug else "",
        ndc_units="2.5" if has_drug else "",
        ndc_unit="ML" if has_drug else "",
        rendering=draw(st.none() | CLINICIANS),
        ordering=draw(st.none() | OTHERS),
        clia=draw(st.just("") | texts(10)),
        note=draw(st.just("") | texts(60)),
        other_payers=tuple(
            draw(st.builds(OtherPayerLine, st.just(payer), cents(), CODES, MODIFIERS, st.just("1"), ADJUSTMENTS, DAYS))
            for payer in payer_ids
        ),
    )


@st.composite
def coverages(draw: st.DrawFn, sequence: str) -> OtherCoverage:
    """Another payer; the 837 carries neither birth date nor sex of its subscriber."""
    is_adjudicated = draw(st.booleans())
    return OtherCoverage(
        payer=draw(PAYERS),
        subscriber=replace(draw(PERSONS), birth_date=None, sex=""),
        sequence=sequence,
        relationship=draw(st.sampled_from(("18", "01", "19"))),
        group_number=draw(st.just("") | texts(15)),
        filing_code=draw(st.sampled_from(("CI", "MC"))),
        paid=draw(cents()) if is_adjudicated else None,
        adjustments=draw(ADJUSTMENTS) if is_adjudicated else (),
        payer_claim_control_number=draw(st.just("") | texts(20)),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A professional claim as a practice sends it."""
    diagnoses = draw(DIAGNOSES)
    others = tuple(draw(coverages(sequence)) for sequence in draw(st.sampled_from(((), ("S",), ("S", "T")))))
    payer_ids = tuple(dict.fromkeys(o.payer.payer_id for o in others if o.paid is not None))
    patient = draw(st.none() | PERSONS.map(lambda person: replace(person, member_id="")))
    return Claim(
        draw(texts(20)),
        payer=draw(PAYERS),
        subscriber=draw(PERSONS),
        billing=draw(BILLERS),
        lines=tuple(draw(lines(n, len(diagnoses), payer_ids)) for n in range(1, draw(st.integers(2, 4)))),
        patient=patient,
        relationship=draw(st.sampled_from(("01", "19", "G8"))) if patient else "18",
        sequence=draw(st.sampled_from("PST")),
        filing_code=draw(st.sampled_from(("MB", "MC", "CI", "WC"))),
        group_number=draw(st.just("") | texts(15)),
        frequency=draw(st.sampled_from("178")),
        place_of_service=draw(st.sampled_from(("11", "22", "02"))),
        assignment=draw(st.sampled_from("AC")),
        diagnoses=diagnoses,
        payer_claim_control_number=draw(st.just("") | texts(20)),
        prior_authorization=draw(st.just("") | texts(20)),
        referral_number=draw(st.just("") | texts(20)),
        clia=draw(st.just("") | texts(10)),
        accident=draw(st.none() | st.builds(Accident, auto=st.just(True), state=st.just("TX"), on=DAYS)),
        onset_on=draw(st.none() | DAYS),
        hospitalized_from=draw(st.none() | DAYS),
        patient_paid=draw(st.none() | cents()),
        pay_to=draw(st.none() | ADDRESSES),
        rendering=draw(st.none() | CLINICIANS),
        referring=draw(st.none() | OTHERS),
        supervising=draw(st.none() | OTHERS),
        facility=draw(st.none() | st.builds(Party, name=texts(30), npi=NPIS, address=ADDRESSES)),
        note=draw(st.just("") | texts(60)),
        other_coverages=others,
    )
