"""From the remittance to the 835 (005010X221A1); `read_835` of what is written gives the same value back."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cleanclaim.core import money
from cleanclaim.core.claim.value import Address, Adjustment, Party, Person
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment
from cleanclaim.core.x12 import Composite, Envelope, Row, write_interchange
from cleanclaim.core.x12.errors import UnwritableValue

VERSION = "005010X221A1"
_REASONS_A_SEGMENT = _PAIRS_A_SEGMENT = 6
_REMARKS_A_SEGMENT = 5


def write_835(remittance: Remittance) -> tuple[Row, ...]:
    """The segments between ST and SE."""
    return (
        *_header(remittance),
        *_payer(remittance.payer),
        *_payee(remittance.payee),
        *([("LX", "1")] if remittance.claims else []),
        *(segment for claim in remittance.claims for segment in _claim(claim)),
        *_provider_adjustments(remittance.provider_adjustments),
    )


def write_835_interchange(remittances: Iterable[Remittance], envelope: Envelope) -> bytes:
    """One interchange with one transaction a remittance; ST02 counts from 0001."""
    return write_interchange(envelope, "HP", VERSION, [("835", write_835(remittance)) for remittance in remittances])


def _header(remittance: Remittance) -> Iterator[Row]:
    money_moves = remittance.method == "ACH"
    yield (
        "BPR",
        remittance.handling,
        money.x12(remittance.amount),
        remittance.credit_flag,
        remittance.method,
        "CCP" if money_moves else "",
        *("" for _ in range(10)),
        _day(remittance.paid_on),
    )
    yield ("TRN", "1", remittance.trace_number, remittance.originator)
    if remittance.production_on:
        yield ("DTM", "405", _day(remittance.production_on))


def _payer(payer: Party) -> Iterator[Row]:
    """Loop 1000A; the guide wants a PER*BL even when there is no one to name."""
    yield ("N1", "PR", payer.name, *(("XV", payer.payer_id) if payer.payer_id else ()))
    yield from _address(payer.address)
    yield from (("REF", kind, value) for kind, value in payer.other_ids)
    yield ("PER", "BL", payer.contact_name, *(("TE", payer.phone) if payer.phone else ()))


def _payee(payee: Party) -> Iterator[Row]:
    """Loop 1000B: the NPI, and the tax number beside it or in its place."""
    if payee.npi:
        yield ("N1", "PE", payee.name, "XX", payee.npi)
    elif payee.tax_id:
        yield ("N1", "PE", payee.name, "FI", payee.tax_id)
    else:
        yield ("N1", "PE", payee.name)
    yield from _address(payee.address)
    yield from (("REF", kind, value) for kind, value in payee.other_ids)
    if payee.npi and payee.tax_id:
        yield ("REF", "TJ", payee.tax_id)


def _address(address: Address) -> Iterator[Row]:
    if address.line1 or address.line2:
        yield ("N3", address.line1, address.line2)
    if address.city or address.state or address.zip or address.country:
        yield ("N4", address.city, address.state, address.zip, address.country)


def _claim(claim: ClaimPayment) -> Iterator[Row]:
    """Loop 2100 in the guide's order, then its lines."""
    share = claim.patient_responsibility
    yield (
        "CLP",
        claim.patient_control_number,
        claim.status,
        money.x12(claim.charge),
        money.x12(claim.paid),
        "" if share is None else money.x12(share),
        claim.filing_code,
        claim.payer_claim_control_number,
        claim.facility_code,
        claim.frequency,
        "",
        claim.drg,
    )
    yield from _adjustments(claim.adjustments)
    yield _person("QC", claim.patient)
    if claim.subscriber:
        yield _person("IL", claim.subscriber)
    for entity, party in (("82", claim.rendering), ("TT", claim.crossover), ("PR", claim.corrected_payer)):
        if party:
            yield _entity(entity, party)
    yield from _claim_remarks(claim.remarks)
    yield from (("REF", kind, value) for kind, value in claim.references)
    for kind, day in (("232", claim.service_from), ("233", claim.service_to), ("050", claim.received_on)):
        if day:
            yield ("DTM", kind, _day(day))
    yield from (("AMT", kind, money.x12(amount)) for kind, amount in claim.amounts)
    for line in claim.lines:
        yield from _line(line)


def _person(entity: str, person: Person) -> Row:
    identified = ("MI", person.member_id) if person.member_id else ()
    kind = "2" if person.is_organization else "1"
    return (
        "NM1",
        entity,
        kind,
        person.last_name,
        person.first_name,
        person.middle_name,
        "",
        person.suffix,
        *identified,
    )


def _entity(entity: str, party: Party) -> Row:
    kind, identifier = (
        ("XX", party.npi) if party.npi else ("FI", party.tax_id) if party.tax_id else ("PI", party.payer_id)
    )
    person = ("1" if party.is_person else "2", party.name, party.first_name, party.middle_name, "", party.suffix)
    return ("NM1", entity, *person, kind, identifier)


def _claim_remarks(remarks: tuple[str, ...]) -> Iterator[Row]:
    """MOA holds five; an answer with more has the first ones in MIA, which stands before it."""
    if len(remarks) > 2 * _REMARKS_A_SEGMENT:
        raise UnwritableValue(f"{len(remarks)} remark codes: a claim carries at most {2 * _REMARKS_A_SEGMENT}")
    first, rest = remarks[:-_REMARKS_A_SEGMENT], remarks[-_REMARKS_A_SEGMENT:]
    if first:
        yield ("MIA", "0", "", "", "", first[0], *("" for _ in range(14)), *first[1:])
    if rest:
        yield ("MOA", "", "", *rest)


def _line(line: ServicePayment) -> Iterator[Row]:
    """Loop 2110."""
    submitted: Composite = (line.qualifier, line.procedure_submitted, *line.modifiers_submitted)
    yield (
        "SVC",
        (line.qualifier, line.procedure, *line.modifiers),
        money.x12(line.charge),
        money.x12(line.paid),
        line.revenue_code,
        line.units,
        submitted if line.procedure_submitted else "",
        line.units_submitted,
    )
    if line.service_from and line.service_to:
        yield ("DTM", "150", _day(line.service_from))
        yield ("DTM", "151", _day(line.service_to))
    elif line.service_from:
        yield ("DTM", "472", _day(line.service_from))
    yield from _adjustments(line.adjustments)
    if line.line_control_number:
        yield ("REF", "6R", line.line_control_number)
    yield from (("REF", kind, value) for kind, value in line.references)
    yield from (("AMT", kind, money.x12(amount)) for kind, amount in line.amounts)
    yield from (("LQ", "HE", remark) for remark in line.remarks)


def _adjustments(adjustments: tuple[Adjustment, ...]) -> Iterator[Row]:
    """One CAS for each run of one group, at most six reasons each."""
    for group, run in groupby(adjustments, key=lambda adjustment: adjustment.group):
        reasons = list(run)
        for start in range(0, len(reasons), _REASONS_A_SEGMENT):
            part = reasons[start : start + _REASONS_A_SEGMENT]
            yield ("CAS", group, *(text for a in part for text in (a.reason, money.x12(a.amount), a.quantity)))


def _provider_adjustments(adjustments: tuple[ProviderAdjustment, ...]) -> Iterator[Row]:
    """One PLB for each run of one provider and year, at most six pairs each."""
    for (provider, year_end), run in groupby(adjustments, key=lambda a: (a.provider, a.fiscal_year_end)):
        pairs = list(run)
        for start in range(0, len(pairs), _PAIRS_A_SEGMENT):
            part = pairs[start : start + _PAIRS_A_SEGMENT]
            written = (((a.code, a.reference), money.x12(a.amount)) for a in part)
            yield ("PLB", provider, _day(year_end), *(element for pair in written for element in pair))


def _day(day: date | None) -> str:
    return day.strftime("%Y%m%d") if day else ""
