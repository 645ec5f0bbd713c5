"""The levels of an 837 above its claims, and its claims: billing provider, subscriber, patient (2000A to 2000C)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleanclaim.core.claim.batch import Level
from cleanclaim.core.claim.levels import BILLER, LOOPS, PATIENT, SUBSCRIBER
from cleanclaim.core.claim.places import BILLING, PAY_TO_PLAN, PAYER
from cleanclaim.core.claim.value import Address, Claim, Party, Person
from cleanclaim.core.claim.write_also import with_also
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_parties import address_rows, patient_rows, person_rows
from cleanclaim.core.x12 import Kept, Row
from cleanclaim.core.x12.encoder import Part
from cleanclaim.core.x12.guide import guide

NOBODY, NO_ONE = Party(), Person()


class BilledBy(NamedTuple):
    """What claims under one billing provider level share (2000A)."""

    billing: Party
    pay_to: Address | None
    pay_to_is_person: bool | None
    pay_to_plan: Party | None
    currency: str
    above: tuple[Kept, ...]


class CoveredBy(NamedTuple):
    """What claims under one subscriber level share (2000B)."""

    subscriber: Person
    payer: Party
    sequence: str
    filing_code: str
    group_number: str
    group_name: str
    insurance_type: str
    own_relationship: str  # SBR02; usually empty when the patient is someone else
    has_levels: bool  # HL04: who shares the level agrees that patients' levels stand below it, or that none does
    above: tuple[Kept, ...]


class Patient(NamedTuple):
    """What claims under one patient level share (2000C)."""

    person: Person
    relationship: str
    above: tuple[Kept, ...]


class Hierarchy:
    """HL levels numbered from 1; HL04 says whether a level has one below it."""

    def __init__(self, kind: str) -> None:
        self._claim = ClaimWriter(kind, guide(kind.lower()))
        self._number = 0

    def parts(self, claims: Iterable[Claim | Level]) -> Iterator[Part]:
        """Levels and claims of one transaction; a Level ends without a claim."""
        self._number = 0
        biller: BilledBy | None = None
        coverage: CoveredBy | None = None
        patient: Patient | None = None
        provider = subscriber = ""
        for one in claims:
            ends, claim = (one.code, one.claim) if isinstance(one, Level) else ("", one)
            opens, now = claim.opens or ends, _biller_of(claim)
            if opens == BILLER or now != biller:
                biller, coverage = now, None
                provider = self._next()
                yield ("HL", provider, "", BILLER, "0" if ends == BILLER else "1")
                yield from self._biller_rows(biller)
            if ends == BILLER:
                continue
            covered = _coverage_of(claim)
            if opens == SUBSCRIBER or covered != coverage:
                coverage, patient = covered, None
                subscriber = self._next()
                level = ("HL", subscriber, provider, SUBSCRIBER, "1" if covered.has_levels else "0")
                yield from self._covered(level, covered)
            if claim.patient and (opens == PATIENT or _patient_of(claim, claim.patient) != patient):
                patient = _patient_of(claim, claim.patient)
                yield from self._seen(("HL", self._next(), subscriber, PATIENT, "0"), patient)
            if not ends:
                yield from self._claimed(claim)

    def _covered(self, level: Row, coverage: CoveredBy) -> Iterable[Part]:
        return self._coverage_rows(level, coverage)

    def _seen(self, level: Row, patient: Patient) -> Iterable[Part]:
        return patient_level_rows(level, patient)

    def _claimed(self, claim: Claim) -> Iterable[Part]:
        return self._claim(claim)

    def _next(self) -> str:
        self._number += 1
        return str(self._number)

    def _biller_rows(self, biller: BilledBy) -> list[Row]:
        """Loops 2000A, 2010AA to 2010AC."""
        party = self._claim.party
        own = party.taxonomy(BILLING, biller.billing)
        own += [("CUR", "85", biller.currency)] if biller.currency else []
        rows = [*party(BILLING, biller.billing)] if biller.billing != NOBODY else []
        if biller.pay_to:
            is_person = biller.billing.is_person if biller.pay_to_is_person is None else biller.pay_to_is_person
            rows += [("NM1", "87", "1" if is_person else "2"), *address_rows(biller.pay_to)]
        if biller.pay_to_plan:
            rows += party(PAY_TO_PLAN, biller.pay_to_plan)
        return _level(own, rows, biller.above)

    def _coverage_rows(self, level: Row, coverage: CoveredBy) -> list[Row]:
        """Loops 2000B, 2010BA, 2010BB."""
        group = (coverage.group_number, coverage.group_name, coverage.insurance_type)
        own: list[Row] = [
            ("SBR", coverage.sequence, coverage.own_relationship, *group, "", "", "", coverage.filing_code)
        ]
        own += patient_rows("", coverage.subscriber)
        rows = person_rows("IL", coverage.subscriber) if coverage.subscriber != NO_ONE else []
        rows += self._claim.party(PAYER, coverage.payer) if coverage.payer != NOBODY else []
        return [level, *_level(own, rows, coverage.above)]


def _biller_of(claim: Claim) -> BilledBy:
    return BilledBy(
        claim.billing,
        claim.pay_to,
        claim.pay_to_is_person,
        claim.pay_to_plan,
        claim.currency,
        _above(claim, BILLER) if claim.above else (),
    )


def _coverage_of(claim: Claim) -> CoveredBy:
    own = claim.subscriber_relationship
    return CoveredBy(
        claim.subscriber,
        claim.payer,
        claim.sequence,
        claim.filing_code,
        claim.group_number,
        claim.group_name,
        claim.insurance_type,
        own if own is not None else "" if claim.patient else claim.relationship,
        claim.patient is not None or claim.dependents_follow,
        _above(claim, SUBSCRIBER) if claim.above else (),
    )


def _patient_of(claim: Claim, person: Person) -> Patient:
    return Patient(person, claim.relationship, _above(claim, PATIENT))


def patient_level_rows(level: Row, patient: Patient) -> list[Row]:
    """Loops 2000C and 2010CA."""
    own = patient_rows(patient.relationship, patient.person)
    return [level, *_level(own, person_rows("QC", patient.person), patient.above)]


def _above(claim: Claim, level: str) -> tuple[Kept, ...]:
    return tuple([row for loop, row in claim.above if loop == LOOPS[level]])


def _level(own: list[Row], parties: list[Row], above: tuple[Kept, ...]) -> list[Row]:
    """A level's own segments, its parties, and what no field holds of either."""
    at = next((at for at, row in enumerate(above) if row[0] == "NM1"), len(above))
    return [*with_also(own, above[:at]), *parties, *above[at:]]
