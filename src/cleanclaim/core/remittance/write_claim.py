"""The segments of loops 2100 and 2110, from values."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from cleanclaim.core import money
from cleanclaim.core.claim.value import Adjustment, Party, Person
from cleanclaim.core.remittance.loops import CLAIM, LINE
from cleanclaim.core.remittance.order import arranged
from cleanclaim.core.remittance.outcomes import MIA, MIA_REMARKS, MOA, MOA_REMARKS
from cleanclaim.core.remittance.runs import runs
from cleanclaim.core.remittance.value import (
    ClaimPayment,
    Contact,
    InpatientAdjudication,
    OutpatientAdjudication,
    ServicePayment,
)
from cleanclaim.core.x12 import Composite, Row
from cleanclaim.core.x12.errors import UnwritableValue


def claim_rows(claim: ClaimPayment) -> list[Row]:
    """CLP and what follows it, without the lines."""
    opening: Row = (
        "CLP",
        claim.patient_control_number,
        claim.status,
        money.x12(claim.charge),
        money.x12(claim.paid),
        "" if claim.patient_responsibility is None else money.x12(claim.patient_responsibility),
        claim.filing_code,
        claim.payer_claim_control_number,
        claim.facility_code,
        claim.frequency,
        claim.patient_status,
        claim.drg,
        claim.drg_weight,
        claim.discharge_fraction,
        claim.condition_response,
    )
    rows = [
        *_adjustments(claim.adjustments),
        *_names(claim),
        *_remarks(claim),
        *(("REF", *pair) for pair in claim.references),
        *_days(claim),
        *map(contact_row, claim.contacts),
        *(("AMT", kind, money.x12(amount)) for kind, amount in claim.amounts),
        *(("QTY", *pair) for pair in claim.quantities),
    ]
    return [opening, *arranged(CLAIM, rows, claim.also, claim.order)]


def line_rows(line: ServicePayment) -> list[Row]:
    """SVC and what follows it."""
    opening: Row = (
        "SVC",
        (line.qualifier, line.procedure, *_four(line.modifiers), line.description, line.procedure_to),
        money.x12(line.charge),
        money.x12(line.paid),
        line.revenue_code,
        line.units,
        _submitted(line),
        line.units_submitted,
    )
    rows = [
        *_service_days(line),
        *_adjustments(line.adjustments),
        *((("REF", "6R", line.line_control_number),) if line.line_control_number else ()),
        *(("REF", *pair) for pair in line.references),
        *(("AMT", kind, money.x12(amount)) for kind, amount in line.amounts),
        *(("QTY", *pair) for pair in line.quantities),
        *(("LQ", "HE", remark) for remark in line.remarks),
        *(("LQ", "RX", code) for code in line.reject_codes),
    ]
    return [opening, *arranged(LINE, rows, line.also, line.order)]


def contact_row(contact: Contact) -> Row:
    """PER."""
    return ("PER", contact.function, contact.name, *(text for way in contact.ways for text in way))


def x12_day(day: date | None) -> str:
    """CCYYMMDD, empty for None."""
    return f"{day:%Y%m%d}" if day else ""


def only_room(remarks: int) -> InpatientAdjudication:
    """The MIA of a claim without inpatient adjudication that has more remark codes than a MOA holds."""
    return InpatientAdjudication(remark_count=remarks)


def _submitted(line: ServicePayment) -> Composite | str:
    if not (line.procedure_submitted or line.qualifier_submitted or line.modifiers_submitted):
        return ""
    qualifier = line.qualifier_submitted or line.qualifier
    modifiers = _four(line.modifiers_submitted)
    return (qualifier, line.procedure_submitted, *modifiers, line.description_submitted, line.procedure_to_submitted)


def _four(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    if len(modifiers) > 4:
        raise UnwritableValue(f"{len(modifiers)} modifiers: a procedure carries at most 4")
    return (*modifiers, "", "", "", "")[:4]


def _service_days(line: ServicePayment) -> Iterator[Row]:
    """DTM 472 for one day, 150 and 151 for a period, unless they were sent otherwise."""
    is_period = line.service_to is not None and "DTM472" not in line.order
    if line.service_from:
        yield ("DTM", "150" if is_period or "DTM150" in line.order else "472", x12_day(line.service_from))
    if line.service_to:
        yield ("DTM", "151", x12_day(line.service_to))


def _days(claim: ClaimPayment) -> Iterator[Row]:
    days = (claim.service_from, claim.service_to, claim.coverage_expires_on, claim.received_on)
    for kind, day in zip(("232", "233", "036", "050"), days, strict=True):
        if day:
            yield ("DTM", kind, x12_day(day))


def _names(claim: ClaimPayment) -> Iterator[Row]:
    """The guide wants a patient, named or not."""
    if claim.patient != Person() or not any(row[:2] == ("NM1", "QC") for row in claim.also):
        yield _person("QC", claim.patient)
    for kind, person in (("IL", claim.subscriber), ("74", claim.corrected_patient), ("GB", claim.other_subscriber)):
        if person:
            yield _person(kind, person)
    for kind, party in (("82", claim.rendering), ("TT", claim.crossover), ("PR", claim.corrected_payer)):
        if party:
            yield _party(kind, party)


def _person(kind: str, person: Person) -> Row:
    qualifier = person.id_qualifier or ("MI" if person.member_id else "")
    names = (person.last_name, person.first_name, person.middle_name, person.prefix, person.suffix)
    return ("NM1", kind, "2" if person.is_organization else "1", *names, qualifier, person.member_id)


def _party(kind: str, party: Party) -> Row:
    if party.npi or party.tax_id:
        identified = ("XX", party.npi) if party.npi else ("FI", party.tax_id)
    else:
        identified = (party.id_qualifier or ("PI" if party.payer_id else ""), party.payer_id)
    names = (party.name, party.first_name, party.middle_name, party.prefix, party.suffix)
    return ("NM1", kind, "1" if party.is_person else "2", *names, *identified)


def _remarks(claim: ClaimPayment) -> Iterator[Row]:
    """MIA with the first remark codes, MOA with the others: each holds five."""
    remarks, inpatient = claim.remarks, claim.inpatient
    if inpatient is None and len(remarks) > len(MOA_REMARKS):
        inpatient = only_room(len(remarks) - len(MOA_REMARKS))
    count = inpatient.remark_count if inpatient else 0
    if count > len(MIA_REMARKS) or len(remarks) - count > len(MOA_REMARKS):
        raise UnwritableValue(f"{len(remarks)} remark codes: MIA and MOA carry at most 5 each")
    if inpatient:
        yield _with_remarks("MIA", MIA.elements(inpatient), MIA_REMARKS, remarks[:count])
    if claim.outpatient or remarks[count:]:
        elements = MOA.elements(claim.outpatient or OutpatientAdjudication())
        yield _with_remarks("MOA", elements, MOA_REMARKS, remarks[count:])


def _with_remarks(name: str, elements: list[str], places: tuple[int, ...], remarks: tuple[str, ...]) -> Row:
    for place, remark in zip(places, remarks, strict=False):
        elements[place - 1] = remark
    return (name, *elements)


def _adjustments(adjustments: tuple[Adjustment, ...]) -> Iterator[Row]:
    """One CAS for each run of one group, at most six reasons each; one that is apart begins its own."""
    for part in runs(adjustments, attrgetter("group")):
        yield ("CAS", part[0].group, *(text for a in part for text in (a.reason, money.x12(a.amount), a.quantity)))
