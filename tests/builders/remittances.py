"""Remittances that balance, by hand; hypothesis's are in `any_remittance`."""

from datetime import UTC, date, datetime

from cleanclaim.core.claim.value import Address, Adjustment, Person
from cleanclaim.core.remittance import (
    ClaimPayment,
    Contact,
    Payee,
    Payer,
    Remittance,
    ServicePayment,
)
from cleanclaim.core.x12 import Envelope

PAYER = Payer(
    name="MERIDIAN BLUE",
    payer_id="60054",
    address=Address("1 MERIDIAN PLAZA", "", "NEW YORK", "NY", "100010003"),
    contacts=(Contact("BL", "PROVIDER SERVICES", (("TE", "2125550103"),)),),
)
PAYEE = Payee(name="LARKFIELD FAMILY MEDICINE", npi="1234567893", tax_id="121234567")
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
        "payment_format": "CCP",
        "claims": claims,
        "provider_adjustments": tuple(provider_adjustments),
        "control_number": "0001",
    }
    return Remittance(**{**given, **more})
