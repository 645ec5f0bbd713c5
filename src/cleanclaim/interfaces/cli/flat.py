"""Claims and remittances as flat rows, one for each service line, for tables; amounts are cents."""

from collections.abc import Iterator
from typing import Any

from cleanclaim.core.claim import Claim, Person
from cleanclaim.core.claim.value import Adjustment, ServiceLine
from cleanclaim.core.remittance import ClaimPayment, Remittance, RemittanceEnd, ServicePayment
from cleanclaim.core.transactions import Read

HEADINGS = (
    *(
        "file",
        "transaction",
        "claim",
        "payer",
        "payer_claim",
        "trace_number",
        "patient_last_name",
        "patient_first_name",
    ),
    *("member_id", "billing_npi", "rendering_npi", "status", "claim_charge", "claim_paid", "patient_responsibility"),
    *("diagnoses", "line", "procedure", "modifiers", "revenue_code", "units", "charge", "paid", "service_from"),
    *("service_to", "adjustments", "remarks"),
)
_NO_LINE = ServiceLine(0, units="")
_UNREADABLE = Remittance(0, "", "", None)
"""A head that could not be read."""


class Flat:
    """The rows of values in the order of their file."""

    def __init__(self) -> None:
        self._head = _UNREADABLE  # of the 835 whose claims come

    def rows(self, file: str, read: Read) -> Iterator[tuple[Any, ...]]:
        """Those of a claim or a remittance, whole or in pieces; none of anything else."""
        transaction, value = read.transaction, read.value
        if isinstance(value, Claim):
            yield from _claim(file, transaction, value)
        elif isinstance(value, Remittance):
            self._head = value
            for claim in value.claims:
                yield from _payment(file, transaction, value, claim)
        elif isinstance(value, ClaimPayment):
            yield from _payment(file, transaction, self._head, value)
        elif isinstance(value, RemittanceEnd):
            self._head = _UNREADABLE


def _claim(file: str, transaction: str, claim: Claim) -> Iterator[tuple[Any, ...]]:
    person = claim.person
    for line in claim.lines or (_NO_LINE,):
        rendering = line.rendering or claim.rendering
        yield (
            *(file, transaction, claim.control_number, claim.payer.name, claim.payer_claim_control_number, ""),
            *(person.last_name, person.first_name, claim.subscriber.member_id, claim.billing.npi),
            *(rendering.npi if rendering else "", claim.frequency, claim.total_charge, None, None),
            *(" ".join(claim.diagnoses), line.number or None, line.procedure, " ".join(line.modifiers)),
            *(line.revenue_code, line.units, line.charge, None, line.service_from, line.service_to, "", ""),
        )


def _payment(file: str, transaction: str, remittance: Remittance, claim: ClaimPayment) -> Iterator[tuple[Any, ...]]:
    person: Person = claim.patient
    rendering = claim.rendering.npi if claim.rendering else ""
    for number, line in enumerate(claim.lines or (None,), start=1):
        yield (
            *(file, transaction, claim.patient_control_number, remittance.payer.name),
            *(claim.payer_claim_control_number, remittance.trace_number, person.last_name, person.first_name),
            *(person.member_id, remittance.payee.npi, rendering, claim.status, claim.charge, claim.paid),
            *(claim.patient_responsibility, "", *_line(number, line, claim)),
        )


def _line(number: int, line: ServicePayment | None, claim: ClaimPayment) -> tuple[Any, ...]:
    """The columns of the line; of a claim without lines, what stands on the claim itself."""
    if line is None:
        days = claim.service_from, claim.service_to
        told = _adjustments(claim.adjustments), " ".join(claim.remarks)
        return None, "", "", "", "", claim.charge, claim.paid, *days, *told
    adjustments = claim.adjustments + line.adjustments if number == 1 else line.adjustments
    return (
        *(number, line.procedure, " ".join(line.modifiers), line.revenue_code, line.units, line.charge, line.paid),
        *(line.service_from, line.service_to, _adjustments(adjustments), " ".join(line.remarks)),
    )


def _adjustments(adjustments: tuple[Adjustment, ...]) -> str:
    """ "CO-45:2000 PR-1:500"."""
    return " ".join(f"{one.group}-{one.reason}:{one.amount}" for one in adjustments)
