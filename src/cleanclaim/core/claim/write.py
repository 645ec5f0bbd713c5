"""From claims to the 837: professional (005010X222A1), institutional (X223A2), dental (X224A2).

Reading what is written gives the same claims back.  The same claims and envelope give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from cleanclaim.core.claim.batch import Batch
from cleanclaim.core.claim.levels import BILLER, LOOPS, PATIENT, SUBSCRIBER
from cleanclaim.core.claim.places import BILLING, PAY_TO_PLAN, PAYER, RECEIVER, SUBMITTER, Place
from cleanclaim.core.claim.value import Address, Claim, Party, Person
from cleanclaim.core.claim.write_also import with_also
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_parties import PartyWriter, address_rows, day, patient_rows, person_rows
from cleanclaim.core.x12 import Envelope, Kept, Row, write_interchange
from cleanclaim.core.x12.characters import CharacterSet
from cleanclaim.core.x12.guide import guide

VERSIONS = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}
FUNCTIONAL_CODE = "HC"
_NOBODY, _NO_ONE = Party(), Person()


class _BilledBy(NamedTuple):
    """What claims under one billing provider level share (2000A)."""

    billing: Party
    pay_to: Address | None
    pay_to_is_person: bool | None
    pay_to_plan: Party | None
    currency: str
    above: tuple[Kept, ...]


class _CoveredBy(NamedTuple):
    """What claims under one subscriber level share (2000B)."""

    subscriber: Person
    payer: Party
    sequence: str
    filing_code: str
    group_number: str
    group_name: str
    insurance_type: str
    own_relationship: str  # SBR02; usually empty when the patient is someone else
    above: tuple[Kept, ...]


class _Patient(NamedTuple):
    """What claims under one patient level share (2000C)."""

    person: Person
    relationship: str
    above: tuple[Kept, ...]


def write_837(claims: Iterable[Claim], batch: Batch) -> Iterator[Row]:
    """The segments between ST and SE, for `write_interchange`.

    Claims keep their order; neighbors under the same provider, subscriber or patient share their levels.  The
    identifier of submitter and receiver is their `payer_id`, else their tax number, else their NPI.
    """
    created = (day(batch.created_on), batch.created_at)
    head: list[Row] = [("BHT", batch.structure, batch.purpose, batch.reference, *created, batch.type)]
    head += _sender_rows(SUBMITTER, batch.submitter)
    head += _sender_rows(RECEIVER, batch.receiver)
    yield from with_also(head, batch.also) if batch.also else head
    some = iter(claims)
    first = next(some, None)
    if first:
        yield from _Hierarchy(first.kind).rows(chain([first], some))


def write_837_interchange(
    batches: Iterable[tuple[Batch, Iterable[Claim]]],
    envelope: Envelope,
    *,
    characters: CharacterSet = "extended",
    folds: bool = False,
) -> bytes:
    """One interchange with one group, a transaction for each batch; all are of one kind.

    `characters` and `folds` are those of `write_interchange`.
    """
    some = list(batches)
    version = next((batch.version for batch, _ in some), VERSIONS["837P"])
    bodies = (("837", write_837(claims, batch)) for batch, claims in some)
    return write_interchange(envelope, FUNCTIONAL_CODE, version, bodies, characters=characters, folds=folds)


def write_837p(
    claims: Sequence[Claim], *, submitter: Party, receiver: Party, reference: str, moment: datetime
) -> list[Row]:
    """The segments between ST and SE of one batch of professional claims.  `reference` is BHT03."""
    batch = Batch(submitter, receiver, reference, moment.date(), f"{moment:%H%M}")
    return list(write_837(claims, batch))


def write_837p_interchange(
    claims: Sequence[Claim], envelope: Envelope, *, submitter: Party, receiver: Party, reference: str
) -> bytes:
    """One interchange with one transaction of professional claims."""
    moment = envelope.moment
    batch = Batch(submitter, receiver, reference, moment.date(), f"{moment:%H%M}")
    return write_837_interchange([(batch, claims)], envelope)


def _sender_rows(place: Place, party: Party) -> list[Row]:
    """Loop 1000A or 1000B."""
    identifier = party.payer_id or party.tax_id or party.npi
    plain = replace(party, payer_id=identifier, npi="", tax_id="", ssn="")
    return PartyWriter({})(place, party if party.id_qualifier else plain) if party != _NOBODY else []


class _Hierarchy:
    """HL levels numbered from 1; HL04 says whether a level has one below it."""

    def __init__(self, kind: str) -> None:
        self._claim = ClaimWriter(kind, guide(kind.lower()))
        self._number = 0

    def rows(self, claims: Iterable[Claim]) -> Iterator[Row]:
        """Levels and claims."""
        biller: _BilledBy | None = None
        coverage: _CoveredBy | None = None
        patient: _Patient | None = None
        provider = subscriber = ""
        for claim in claims:
            if claim.opens == BILLER or _biller_of(claim) != biller:
                biller, coverage = _biller_of(claim), None
                provider = self._next()
                yield ("HL", provider, "", BILLER, "1")
                yield from self._biller_rows(biller)
            if claim.opens == SUBSCRIBER or _coverage_of(claim) != coverage:
                coverage, patient = _coverage_of(claim), None
                subscriber = self._next()
                yield ("HL", subscriber, provider, SUBSCRIBER, "1" if claim.patient else "0")
                yield from self._coverage_rows(coverage)
            if claim.patient and (claim.opens == PATIENT or _patient_of(claim, claim.patient) != patient):
                patient = _patient_of(claim, claim.patient)
                yield ("HL", self._next(), subscriber, PATIENT, "0")
                yield from _patient_rows(patient)
            yield from self._claim(claim)

    def _next(self) -> str:
        self._number += 1
        return str(self._number)

    def _biller_rows(self, biller: _BilledBy) -> list[Row]:
        """Loops 2000A, 2010AA to 2010AC."""
        party = self._claim.party
        own = party.taxonomy(BILLING, biller.billing)
        own += [("CUR", "85", biller.currency)] if biller.currency else []
        rows = [*party(BILLING, biller.billing)] if biller.billing != _NOBODY else []
        if biller.pay_to:
            is_person = biller.billing.is_person if biller.pay_to_is_person is None else biller.pay_to_is_person
            rows += [("NM1", "87", "1" if is_person else "2"), *address_rows(biller.pay_to)]
        if biller.pay_to_plan:
            rows += party(PAY_TO_PLAN, biller.pay_to_plan)
        return _level(own, rows, biller.above)

    def _coverage_rows(self, coverage: _CoveredBy) -> list[Row]:
        """Loops 2000B, 2010BA, 2010BB."""
        group = (coverage.group_number, coverage.group_name, coverage.insurance_type)
        own: list[Row] = [
            ("SBR", coverage.sequence, coverage.own_relationship, *group, "", "", "", coverage.filing_code)
        ]
        own += patient_rows("", coverage.subscriber)
        rows = person_rows("IL", coverage.subscriber) if coverage.subscriber != _NO_ONE else []
        rows += self._claim.party(PAYER, coverage.payer) if coverage.payer != _NOBODY else []
        return _level(own, rows, coverage.above)


def _biller_of(claim: Claim) -> _BilledBy:
    pay_to = (claim.pay_to, claim.pay_to_is_person, claim.pay_to_plan)
    return _BilledBy(claim.billing, *pay_to, claim.currency, _above(claim, BILLER))


def _coverage_of(claim: Claim) -> _CoveredBy:
    own = claim.subscriber_relationship
    return _CoveredBy(
        claim.subscriber,
        claim.payer,
        claim.sequence,
        claim.filing_code,
        claim.group_number,
        claim.group_name,
        claim.insurance_type,
        own if own is not None else "" if claim.patient else claim.relationship,
        _above(claim, SUBSCRIBER),
    )


def _patient_of(claim: Claim, person: Person) -> _Patient:
    return _Patient(person, claim.relationship, _above(claim, PATIENT))


def _patient_rows(patient: _Patient) -> list[Row]:
    """Loops 2000C and 2010CA."""
    own = patient_rows(patient.relationship, patient.person)
    return _level(own, person_rows("QC", patient.person), patient.above)


def _above(claim: Claim, level: str) -> tuple[Kept, ...]:
    return tuple(row for loop, row in claim.above if loop == LOOPS[level]) if claim.above else ()


def _level(own: list[Row], parties: list[Row], above: tuple[Kept, ...]) -> list[Row]:
    """A level's own segments, its parties, and what no field holds of either."""
    at = next((at for at, row in enumerate(above) if row[0] == "NM1"), len(above))
    return [*with_also(own, above[:at]), *parties, *above[at:]]
