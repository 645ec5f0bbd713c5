"""Who a claim of an 837 speaks of, as rows: patient, payer, coverage, clinicians.  Found where known, else added."""

import re
from datetime import date

from cleanclaim.apps.patients.choices import Rank, Relationship, Sex
from cleanclaim.apps.patients.errors import CoverageRankTaken
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.patients.services import (
    CoverageDetails,
    PatientDetails,
    coverage_add,
    coverage_update,
    patient_register,
)
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import PayerKind
from cleanclaim.apps.practices.directory import ClinicianDetails, PayerDetails
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.claim import Address, Claim, Party
from cleanclaim.interfaces.imports.practice import Directory
from cleanclaim.interfaces.imports.report import Report

KINDS = {
    "MA": PayerKind.MEDICARE,
    "MB": PayerKind.MEDICARE,
    "MC": PayerKind.MEDICAID,
    "WC": PayerKind.WORKERS_COMP,
}
RANKS = {"P": Rank.PRIMARY, "S": Rank.SECONDARY, "T": Rank.TERTIARY}
SINCE_EVER = date(1900, 1, 1)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Parties:
    """The rows of one practice."""

    def __init__(self, by: Actor, report: Report) -> None:
        self.by, self.report = by, report
        self.directory = Directory(by, report)

    def patient(self, claim: Claim) -> Patient:
        """By name and birth date.  Raises NotAllowedNow without them."""
        person = claim.person
        if not person.last_name or person.birth_date is None:
            lacking = "birth date" if person.last_name else "name"
            raise NotAllowedNow(f"the patient has no {lacking}")
        details = PatientDetails(
            first_name=clipped(person.first_name, 35),
            middle_name=clipped(person.middle_name, 25),
            last_name=clipped(person.last_name, 60),
            suffix=clipped(person.suffix, 10),
            birth_date=person.birth_date,
            sex=person.sex if person.sex in Sex.values else Sex.UNKNOWN,
            date_of_death=person.date_of_death,
            **address(person.address),
        )
        found = Patient.objects.filter(
            last_name__iexact=details.last_name, first_name__iexact=details.first_name, birth_date=details.birth_date
        ).first()
        if found:
            self.report.known["patient"] += 1
            return found
        self.report.added["patient"] += 1
        key = f"837/{details.last_name}/{details.first_name}/{details.birth_date}".upper()
        return patient_register(details=details, external_id=key[:120], by=self.by)

    def payer(self, claim: Claim) -> Payer:
        """By its ID, else by its name.  Raises NotAllowedNow when the claim names none."""
        party = claim.payer
        number = clipped(party.payer_id, 20) or re.sub(r"[^A-Z0-9]", "", party.name.upper())[:20]
        if not number:
            raise NotAllowedNow("it names no payer")
        code = clipped(claim.filing_code, 2) or "CI"
        return self.directory.payer(
            PayerDetails(
                name=clipped(party.name, 60) or number,
                payer_id=number,
                kind=KINDS.get(code, PayerKind.COMMERCIAL),
                filing_code=code,
                **address(party.address),
            )
        )

    def coverage(self, claim: Claim, patient: Patient, payer: Payer) -> Coverage | None:
        """By payer and member ID, in force from the first claim on; None when its place in the order is taken."""
        member_id = clipped(claim.subscriber.member_id, 40)
        found = Coverage.objects.filter(patient=patient, payer=payer, member_id=member_id).first()
        details = coverage_details(claim, payer, member_id)
        if found and found.effective_from <= details.effective_from:
            self.report.known["coverage"] += 1
            return found
        try:
            if found:
                return coverage_update(coverage=found, details=details, by=self.by)
            added = coverage_add(patient=patient, details=details, external_id=f"837/{member_id}", by=self.by)
        except CoverageRankTaken:
            self.report.note("coverage", "another plan has its place in the order: the claim keeps it in its snapshot")
            return found
        self.report.added["coverage"] += 1
        return added

    def clinicians(self, claim: Claim) -> None:
        """Who rendered the services, into the practice's list."""
        for party in (claim.rendering, *(line.rendering for line in claim.lines)):
            if party and party.is_person and party.npi and party.name:
                self.directory.clinician(clinician_details(party))


def coverage_details(claim: Claim, payer: Payer, member_id: str) -> CoverageDetails:
    """The plan as the claim tells it."""
    subscriber, is_self = claim.subscriber, claim.patient is None
    known = claim.relationship in Relationship.values and claim.relationship != Relationship.SELF
    return CoverageDetails(
        payer=payer,
        rank=RANKS.get(claim.sequence, Rank.PRIMARY),
        member_id=member_id,
        effective_from=claim.service_from,
        group_number=clipped(claim.group_number, 40),
        plan_name=clipped(claim.group_name, 60),
        relationship=Relationship.SELF if is_self else claim.relationship if known else Relationship.OTHER,
        subscriber_first_name="" if is_self else clipped(subscriber.first_name, 35),
        subscriber_last_name="" if is_self else clipped(subscriber.last_name, 60),
        subscriber_birth_date=None if is_self else subscriber.birth_date,
        subscriber_sex="" if is_self or subscriber.sex not in Sex.values else subscriber.sex,
        insurance_type=clipped(claim.insurance_type, 2),
    )


def clinician_details(party: Party) -> ClinicianDetails:
    """A person with an NPI, as the claim names them."""
    return ClinicianDetails(
        first_name=clipped(party.first_name, 35),
        last_name=clipped(party.name, 60),
        npi=clipped(party.npi, 10),
        taxonomy=clipped(party.taxonomy, 10),
        effective_from=SINCE_EVER,
    )


def address(given: Address) -> dict[str, str]:
    """N3 and N4 as our fields."""
    zip_code = re.sub(r"[^0-9]", "", given.zip)
    return {
        "line1": clipped(given.line1, 55),
        "line2": clipped(given.line2, 55),
        "city": clipped(given.city, 30),
        "state": clipped(given.state, 2).upper() if len(given.state.strip()) == 2 else "",
        "zip": zip_code if len(zip_code) in (5, 9) else "",
    }


def clipped(text: str, length: int) -> str:
    """Without control characters and surplus space, as long as our field; the snapshot keeps it whole."""
    return _CONTROL.sub("", text).strip()[:length]
