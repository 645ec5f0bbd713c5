"""Remittances that balance: one by hand, and hypothesis's."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from msgspec import structs

from cleanclaim.core.claim.value import Address, Adjustment, Party, Person
from cleanclaim.core.remittance import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment
from cleanclaim.core.x12 import Envelope

PAYER = Party(
    name="MERIDIAN BLUE",
    payer_id="60054",
    address=Address("1 MERIDIAN PLAZA", "", "NEW YORK", "NY", "100010003"),
    contact_name="PROVIDER SERVICES",
    phone="2125550103",
)
PAYEE = Party(name="LARKFIELD FAMILY MEDICINE", npi="1234567893", tax_id="121234567")
PAID_ON = date(2026, 3, 19)


def an_envelope(control_number: int = 7) -> Envelope:
    return Envelope("MERIDIAN", "LARKFIELD", control_number, datetime(2026, 3, 19, 5, 30, tzinfo=UTC))


def a_service_payment(charge=15_000, paid=10_000, *, procedure="99213", adjustments=None, **more) -> ServicePayment:
    """What is not paid is CO-45, unless other adjustments are given."""
    rest = (Adjustment("CO", "45", charge - paid),) if charge != paid else ()
    adjustments = rest if adjustments is None else adjustments
    return ServicePayment(charge, paid, procedure, units="1", adjustments=adjustments, **more)


def a_claim_payment(*lines: ServicePayment, **more) -> ClaimPayment:
    lines = lines or (a_service_payment(),)
    shares = sum(a.amount for line in lines for a in line.adjustments if a.group == "PR")
    given = {
        "patient_control_number": "CLM-1",
        "status": "1",
        "charge": sum(line.charge for line in lines),
        "paid": sum(line.paid for line in lines),
        "patient_responsibility": shares,
        "filing_code": "12",
        "payer_claim_control_number": "ICN1",
        "patient": Person(last_name="DOE", first_name="JANE", member_id="W123456789"),
        "lines": lines,
        "index": 1,
    }
    return ClaimPayment(**{**given, **more})


def a_remittance(*claims: ClaimPayment, provider_adjustments=(), **more) -> Remittance:
    claims = claims or (a_claim_payment(),)
    amount = sum(claim.paid for claim in claims) - sum(one.amount for one in provider_adjustments)
    given = {
        "amount": amount,
        "method": "ACH",
        "trace_number": "EFT1001",
        "paid_on": PAID_ON,
        "payer": PAYER,
        "payee": PAYEE,
        "originator": "1910000033",
        "claims": claims,
        "provider_adjustments": tuple(provider_adjustments),
        "control_number": "0001",
    }
    return Remittance(**{**given, **more})


_cents = st.integers(-50_000, 500_000)
_text = st.text("ABCDEFGHIJ0123456789", min_size=2, max_size=12)
_day = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_adjustments = st.lists(
    st.builds(
        Adjustment,
        group=st.sampled_from(["CO", "PR", "OA", "PI"]),
        reason=st.sampled_from(["1", "2", "3", "16", "23", "45", "59", "97", "253", "A1"]),
        amount=_cents,
        quantity=st.sampled_from(["", "", "1", "-2"]),
    ),
    max_size=9,
).map(tuple)


@st.composite
def _service_payments(draw) -> ServicePayment:
    charge, adjustments = draw(_cents), draw(_adjustments)
    submitted = draw(st.sampled_from(["", "80048"]))
    return ServicePayment(
        charge=charge,
        paid=charge - sum(a.amount for a in adjustments),
        procedure=draw(st.sampled_from(["99213", "80053", "J1100"])),
        modifiers=draw(st.sampled_from([(), ("25",), ("59", "RT")])),
        units=draw(st.sampled_from(["", "1", "2.5"])),
        procedure_submitted=submitted,
        modifiers_submitted=("25",) if submitted else (),
        units_submitted="1" if submitted else "",
        service_from=draw(st.none() | _day),
        line_control_number=draw(st.sampled_from(["", "L1"])),
        adjustments=adjustments,
        amounts=draw(st.sampled_from([(), (("B6", 8_500),)])),
        remarks=draw(st.sampled_from([(), ("M15", "N670")])),
        references=draw(st.sampled_from([(), (("LU", "11"),)])),
    )


@st.composite
def _claim_payments(draw) -> ClaimPayment:
    """With lines, or with adjustments at claim level alone, or both."""
    lines = draw(st.lists(_service_payments(), max_size=3).map(tuple))
    adjustments = draw(_adjustments)
    charge = sum(line.charge for line in lines) if lines else draw(_cents)
    paid = charge - sum(a.amount for a in adjustments) - sum(a.amount for line in lines for a in line.adjustments)
    return ClaimPayment(
        patient_control_number=draw(_text),
        status=draw(st.sampled_from(["1", "2", "3", "4", "19", "22", "25"])),
        charge=charge,
        paid=paid,
        patient_responsibility=draw(st.none() | _cents),
        filing_code=draw(st.sampled_from(["12", "MB", "MC"])),
        payer_claim_control_number=draw(_text),
        drg=draw(st.sampled_from(["", "470"])),
        patient=Person(last_name=draw(_text), first_name=draw(_text), member_id=draw(_text)),
        subscriber=draw(st.none() | st.builds(Person, last_name=_text, member_id=_text)),
        crossover=draw(st.none() | st.builds(Party, name=_text, payer_id=_text)),
        adjustments=adjustments,
        lines=lines,
        remarks=draw(st.lists(st.sampled_from(["MA01", "MA18", "N130"]), max_size=8).map(tuple)),
        amounts=draw(st.sampled_from([(), (("I", 342), ("AU", 12_000))])),
        references=draw(st.sampled_from([(), (("CE", "PPO"),)])),
        service_from=draw(st.none() | _day),
        received_on=draw(st.none() | _day),
    )


@st.composite
def remittances(draw, *, most_pairs: int = 8) -> Remittance:
    """Any remittance that balances; a total below zero is lifted by PLB FB, as payers must."""
    claims = draw(st.lists(_claim_payments(), max_size=3))
    pair = st.tuples(st.sampled_from(["WO", "L6", "CS", "72"]), _cents, st.sampled_from(["", "ICN9"]))
    pairs = draw(st.lists(pair, max_size=most_pairs))
    total = sum(claim.paid for claim in claims) - sum(amount for _, amount, _ in pairs)
    if total < 0:
        pairs.append(("FB", total, "835A"))
    adjustments = tuple(
        ProviderAdjustment(code, amount, reference, "1234567893", date(2026, 12, 31), index)
        for index, (code, amount, reference) in enumerate(pairs, start=1)
    )
    numbered = tuple(_numbered(claim, index) for index, claim in enumerate(claims, start=1))
    return a_remittance(*numbered, provider_adjustments=adjustments) if numbered else _empty(adjustments)


def _numbered(claim: ClaimPayment, index: int) -> ClaimPayment:
    return structs.replace(claim, index=index)


def _empty(adjustments: tuple[ProviderAdjustment, ...]) -> Remittance:
    amount = -sum(one.amount for one in adjustments)
    return a_remittance(amount=amount, claims=(), provider_adjustments=adjustments)
