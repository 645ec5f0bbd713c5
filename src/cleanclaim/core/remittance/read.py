"""From the 835 (005010X221A1) to the remittance: everything the value holds, nothing turned round, nothing dropped."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.remittance.segments import adjustments, amounts, first_day
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment
from cleanclaim.core.x12 import Delimiters, Segment, Transaction, read_transactions
from cleanclaim.core.x12.elements import amount, amount_if_given, day, references, split
from cleanclaim.core.x12.errors import MalformedSegment, X12Error

_MIA_REMARKS = (5, 20, 21, 22, 23)
_MOA_REMARKS = (3, 4, 5, 6, 7)
_ONLY_IN_A_CLAIM = {"SVC", "CAS"}


def read_remittances(source: bytes | BinaryIO | Path, *, file: str = "") -> Iterator[Remittance | X12Error]:
    """Each 835 of a file as a remittance, or as the error that made it unreadable: a bad one does not hide the others.

    Claims and PLB pairs are counted over the whole file.  Other transactions are passed over.  An envelope that cannot
    be trusted ends the reading with its error as the last item.
    """
    claims = pairs = 1
    try:
        for transaction in read_transactions(source, file=file):
            if transaction.kind != "835":
                continue
            try:
                yield _whole(transaction, claims, pairs)
            except X12Error as error:
                error.file = error.file or transaction.file
                yield error
            claims += sum(segment.id == "CLP" for segment in transaction.segments)
            pairs += sum(_pairs(segment) for segment in transaction.segments if segment.id == "PLB")
    except X12Error as error:
        yield error


def _whole(transaction: Transaction, first_claim_index: int, first_plb_index: int) -> Remittance:
    """A transaction whose SE is missing or does not count its segments is damaged, whatever can be read of it."""
    for problem in transaction.problems:
        if problem.element.startswith("SE"):
            raise problem
    return read_835(transaction, first_claim_index=first_claim_index, first_plb_index=first_plb_index)


def read_835(transaction: Transaction, *, first_claim_index: int = 1, first_plb_index: int = 1) -> Remittance:
    """One transaction as stated: whether it adds up, `prove` says.  Raises MalformedSegment with its place."""
    delimiters = transaction.interchange.delimiters
    body = [segment for segment in transaction.segments if segment.id not in {"ST", "SE", "PLB"}]
    header, *claims = split(body, "CLP")
    stray = next((segment for segment in header if segment.id in _ONLY_IN_A_CLAIM), None)
    if stray:
        raise MalformedSegment(f"{stray.id} stands before any CLP", segment=stray.number, loop="2000", element=stray.id)
    payment, trace = _only(header, "BPR", transaction), _only(header, "TRN", transaction)
    before, *parties = split(header, "N1")
    return Remittance(
        amount=amount(payment, 2, loop="header"),
        method=payment[4],
        trace_number=trace[2],
        paid_on=day(payment, 16, loop="header"),
        payer=_party(parties, "PR"),
        payee=_party(parties, "PE"),
        originator=trace[3],
        credit_flag=payment[3],
        handling=payment[1],
        production_on=first_day(before, ("405",), loop="header"),
        claims=tuple(_claim(part, index, delimiters) for index, part in enumerate(claims, start=first_claim_index)),
        provider_adjustments=tuple(_provider_adjustments(transaction, first_plb_index)),
        control_number=transaction.control_number,
    )


def _only(header: Sequence[Segment], name: str, transaction: Transaction) -> Segment:
    found = next((segment for segment in header if segment.id == name), None)
    if found is None:
        raise MalformedSegment(
            f"{name} is missing", segment=transaction.segments[0].number, loop="header", element=name
        )
    return found


def _party(parties: Sequence[Sequence[Segment]], entity: str) -> Party:
    """Loop 1000A (PR) or 1000B (PE)."""
    for segments in parties:
        name = segments[0]
        if name[1] != entity:
            continue
        ids = references(segments)
        qualifier, identifier = name[3], name[4]
        contact = next((s for s in segments if s.id == "PER"), None)
        return Party(
            name=name[2],
            npi=identifier if qualifier == "XX" else "",
            tax_id=identifier if qualifier == "FI" else next((value for kind, value in ids if kind == "TJ"), ""),
            payer_id=identifier if qualifier not in {"XX", "FI"} else "",
            address=_address(segments),
            contact_name=contact[2] if contact else "",
            phone=contact[4] if contact and contact[3] == "TE" else "",
            other_ids=tuple((kind, value) for kind, value in ids if kind != "TJ"),
        )
    return Party()


def _address(segments: Sequence[Segment]) -> Address:
    street = next((s for s in segments if s.id == "N3"), None)
    city = next((s for s in segments if s.id == "N4"), None)
    return Address(
        line1=street[1] if street else "",
        line2=street[2] if street else "",
        city=city[1] if city else "",
        state=city[2] if city else "",
        zip=city[3] if city else "",
        country=city[4] if city else "",
    )


def _claim(segments: Sequence[Segment], index: int, delimiters: Delimiters) -> ClaimPayment:
    """Loop 2100 with its lines."""
    own, *lines = split(segments, "SVC")
    clp = own[0]
    names = {segment[1]: segment for segment in reversed(own) if segment.id == "NM1"}
    return ClaimPayment(
        patient_control_number=clp[1],
        status=clp[2],
        charge=amount(clp, 3, loop="2100"),
        paid=amount(clp, 4, loop="2100"),
        patient_responsibility=amount_if_given(clp, 5, loop="2100"),
        filing_code=clp[6],
        payer_claim_control_number=clp[7],
        facility_code=clp[8],
        frequency=clp[9],
        drg=clp[11],
        patient=_person(names["QC"]) if "QC" in names else Person(),
        subscriber=_person(names["IL"]) if "IL" in names else None,
        rendering=_entity(names["82"]) if "82" in names else None,
        crossover=_entity(names["TT"]) if "TT" in names else None,
        corrected_payer=_entity(names["PR"]) if "PR" in names else None,
        adjustments=adjustments(own, loop="2100"),
        lines=tuple(_line(part, delimiters) for part in lines),
        remarks=tuple(_claim_remarks(own)),
        amounts=amounts(own, loop="2100"),
        references=references(own),
        service_from=first_day(own, ("232",), loop="2100"),
        service_to=first_day(own, ("233",), loop="2100"),
        received_on=first_day(own, ("050",), loop="2100"),
        index=index,
    )


def _person(name: Segment) -> Person:
    return Person(
        last_name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        member_id=name[9],
        is_organization=name[2] == "2",
    )


def _entity(name: Segment) -> Party:
    qualifier, identifier = name[8], name[9]
    return Party(
        name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        is_person=name[2] == "1",
        npi=identifier if qualifier == "XX" else "",
        tax_id=identifier if qualifier == "FI" else "",
        payer_id=identifier if qualifier not in {"XX", "FI"} else "",
    )


def _claim_remarks(segments: Sequence[Segment]) -> Iterator[str]:
    for segment in segments:
        positions = _MIA_REMARKS if segment.id == "MIA" else _MOA_REMARKS if segment.id == "MOA" else ()
        yield from (segment[position] for position in positions if segment[position])


def _line(segments: Sequence[Segment], delimiters: Delimiters) -> ServicePayment:
    """Loop 2110.  SVC06 is the procedure as billed when the payer answers with another one."""
    svc = segments[0]
    qualifier, procedure, modifiers = _procedure(svc, 1, delimiters)
    _, submitted, submitted_modifiers = _procedure(svc, 6, delimiters)
    ids = references(segments)
    return ServicePayment(
        charge=amount(svc, 2, loop="2110"),
        paid=amount(svc, 3, loop="2110"),
        procedure=procedure,
        qualifier=qualifier,
        modifiers=modifiers,
        revenue_code=svc[4],
        units=svc[5],
        procedure_submitted=submitted,
        modifiers_submitted=submitted_modifiers,
        units_submitted=svc[7],
        service_from=first_day(segments, ("150", "472"), loop="2110"),
        service_to=first_day(segments, ("151",), loop="2110"),
        line_control_number=next((value for kind, value in ids if kind == "6R"), ""),
        adjustments=adjustments(segments, loop="2110"),
        amounts=amounts(segments, loop="2110"),
        remarks=tuple(s[2] for s in segments if s.id == "LQ" and s[1] == "HE"),
        references=tuple((kind, value) for kind, value in ids if kind != "6R"),
    )


def _procedure(svc: Segment, position: int, delimiters: Delimiters) -> tuple[str, str, tuple[str, ...]]:
    """Qualifier, code and up to four modifiers; what follows them is a description."""
    qualifier, code, *rest = (*svc.components(position, delimiters), "", "")
    return qualifier, code, tuple(modifier for modifier in rest[:4] if modifier)


def _provider_adjustments(transaction: Transaction, first_index: int) -> Iterator[ProviderAdjustment]:
    """Every pair of every PLB: PLB03/04, 05/06 … 13/14."""
    delimiters, index = transaction.interchange.delimiters, count(first_index)
    for segment in transaction.segments:
        if segment.id != "PLB":
            continue
        fiscal_year_end = day(segment, 2, loop="PLB")
        for position in range(3, 15, 2):
            if segment[position] or segment[position + 1]:
                code, reference, *_ = (*segment.components(position, delimiters), "", "")
                money_part = amount(segment, position + 1, loop="PLB")
                yield ProviderAdjustment(code, money_part, reference, segment[1], fiscal_year_end, next(index))


def _pairs(segment: Segment) -> int:
    return sum(bool(segment[position] or segment[position + 1]) for position in range(3, 15, 2))
