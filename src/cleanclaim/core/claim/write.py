"""From claims to the 837P (005010X222A1); `read_837` of what is written gives the same claims back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from cleanclaim.core.claim.value import Address, Claim, Party, Person
from cleanclaim.core.claim.write_claim import claim_rows
from cleanclaim.core.claim.write_parties import address_rows, contact_row, day, party_rows, payer_rows, person_rows
from cleanclaim.core.x12 import Envelope, Row, write_interchange

VERSION = "005010X222A1"
FUNCTIONAL_CODE = "HC"


class _BilledBy(NamedTuple):
    """What claims under one billing provider level share (2000A)."""

    billing: Party
    pay_to: Address | None


class _CoveredBy(NamedTuple):
    """What claims under one subscriber level share (2000B)."""

    subscriber: Person
    payer: Party
    sequence: str
    filing_code: str
    group_number: str
    group_name: str
    insurance_type: str
    own_relationship: str  # SBR02; empty when the patient is someone else


class _Patient(NamedTuple):
    """What claims under one patient level share (2000C)."""

    person: Person
    relationship: str


def write_837p(
    claims: Sequence[Claim], *, submitter: Party, receiver: Party, reference: str, moment: datetime
) -> list[Row]:
    """The segments between ST and SE.  `reference` is BHT03, which a 277CA gives back.

    Claims keep their order; neighbors under the same provider, subscriber or patient share their levels.  The
    identifiers of submitter and receiver are their `payer_id`, else their tax number, else their NPI.
    """
    rows: list[Row] = [
        ("BHT", "0019", "00", reference, day(moment), f"{moment:%H%M}", "CH"),
        _trading_name("41", submitter),
        contact_row(submitter),
        _trading_name("40", receiver),
    ]
    rows += _hierarchy(claims)
    return rows


def write_837p_interchange(
    claims: Sequence[Claim], envelope: Envelope, *, submitter: Party, receiver: Party, reference: str
) -> bytes:
    """One interchange with one transaction."""
    rows = write_837p(claims, submitter=submitter, receiver=receiver, reference=reference, moment=envelope.moment)
    return write_interchange(envelope, FUNCTIONAL_CODE, VERSION, [("837", rows)])


def _trading_name(entity: str, party: Party) -> Row:
    person = ("1" if party.is_person else "2", party.name, party.first_name, party.middle_name)
    return ("NM1", entity, *person, "", "", "46", party.payer_id or party.tax_id or party.npi)


def _hierarchy(claims: Iterable[Claim]) -> Iterator[Row]:
    """HL levels numbered from 1; HL04 says whether a level has one below it."""
    number = 0
    for biller, billed in groupby(claims, key=lambda claim: _BilledBy(claim.billing, claim.pay_to)):
        provider = number = number + 1
        yield ("HL", str(provider), "", "20", "1")
        yield from _biller_rows(biller)
        for coverage, covered in groupby(billed, key=_coverage_of):
            subscriber = number = number + 1
            yield ("HL", str(subscriber), str(provider), "22", "0" if coverage.own_relationship else "1")
            yield from _coverage_rows(coverage)
            for patient, own in groupby(covered, key=_patient_of):
                if patient:
                    number += 1
                    yield ("HL", str(number), str(subscriber), "23", "0")
                    yield from _patient_rows(patient)
                for claim in own:
                    yield from claim_rows(claim)


def _coverage_of(claim: Claim) -> _CoveredBy:
    return _CoveredBy(
        claim.subscriber,
        claim.payer,
        claim.sequence,
        claim.filing_code,
        claim.group_number,
        claim.group_name,
        claim.insurance_type,
        "" if claim.patient else claim.relationship,
    )


def _patient_of(claim: Claim) -> _Patient | None:
    return _Patient(claim.patient, claim.relationship) if claim.patient else None


def _biller_rows(biller: _BilledBy) -> Iterator[Row]:
    """Loops 2000A, 2010AA, 2010AB."""
    if biller.billing.taxonomy:
        yield ("PRV", "BI", "PXC", biller.billing.taxonomy)
    yield from party_rows("85", biller.billing, contact=True)
    if biller.pay_to:
        yield ("NM1", "87", "1" if biller.billing.is_person else "2")
        yield from address_rows(biller.pay_to)


def _coverage_rows(coverage: _CoveredBy) -> Iterator[Row]:
    """Loops 2000B, 2010BA, 2010BB."""
    group = (coverage.group_number, coverage.group_name, coverage.insurance_type)
    yield ("SBR", coverage.sequence, coverage.own_relationship, *group, "", "", "", coverage.filing_code)
    if coverage.subscriber.date_of_death:
        yield ("PAT", "", "", "", "", "D8", day(coverage.subscriber.date_of_death))
    yield from person_rows("IL", coverage.subscriber)
    yield from payer_rows(coverage.payer)
    ids = [("EI", coverage.payer.tax_id)] if coverage.payer.tax_id else []
    yield from (("REF", kind, value) for kind, value in (*ids, *coverage.payer.other_ids))


def _patient_rows(patient: _Patient) -> Iterator[Row]:
    """Loops 2000C and 2010CA."""
    died = patient.person.date_of_death
    yield ("PAT", patient.relationship, *(("", "", "", "D8", day(died)) if died else ()))
    yield from person_rows("QC", patient.person)
