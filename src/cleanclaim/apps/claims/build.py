"""An encounter's rows as the core's claim value: one function a party or loop of the 837P.

Reads rows, writes none.  Names lose their accents, which the format cannot carry.
"""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.claims.choices import Frequency
from cleanclaim.apps.claims.choices import Sequence as Order
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.selectors import diagnoses_of
from cleanclaim.apps.patients.choices import Relationship
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.choices import PayerKind
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.models import AddressFields, Clinician, Location, Organization, Payer
from cleanclaim.core.claim import Accident, Address, Claim, OtherCoverage, Party, Person, ServiceLine
from cleanclaim.core.edits import PayerRules
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.given import MEDICARE
from cleanclaim.core.edits.provider.orderers import is_ordered


class Source(Struct, frozen=True):
    """The rows a claim is made of: `coverages` are all in force on the day, in order; `coverage` is the one billed."""

    practice: Organization
    encounter: Encounter
    coverage: Coverage
    coverages: Sequence[Coverage]
    charges: Sequence[Charge]

    @property
    def order(self) -> str:
        """SBR01 of the coverage billed."""
        return order_of(self.coverage, self.coverages)


def claim_value(source: Source, *, control_number: str, frequency: str = "1", replaces: str = "") -> Claim:
    """Loop 2300 and all above it; `replaces` is the payer's number of the claim that this one replaces or voids."""
    encounter, coverage = source.encounter, source.coverage
    patient_is_subscriber = coverage.relationship == Relationship.SELF
    return Claim(
        control_number=control_number,
        payer=payer(coverage.payer),
        subscriber=subscriber(coverage, encounter.patient),
        patient=None if patient_is_subscriber else person(encounter.patient, claim_number=injury_number(coverage)),
        relationship=coverage.relationship,
        sequence=source.order,
        filing_code=coverage.payer.filing_code,
        group_number=text(coverage.group_number),
        insurance_type=coverage.insurance_type,
        billing=billing(source.practice),
        rendering=rendering(encounter.clinician, source.practice),
        facility=facility(encounter.location, source.practice),
        frequency=frequency,
        payer_claim_control_number="" if frequency == Frequency.ORIGINAL else replaces,
        place_of_service=encounter.place_of_service,
        clia=encounter.location.clia if any(is_test(charge.procedure) for charge in source.charges) else "",
        diagnoses=tuple(row.code for row in diagnoses_of(encounter)),
        accident=accident(coverage),
        lines=lines(source, control_number),
        other_coverages=tuple(
            other_coverage(other, encounter.patient, order_of(other, source.coverages))
            for other in source.coverages
            if other != coverage
        ),
    )


def billing(practice: Organization) -> Party:
    """Loop 2010AA."""
    return Party(
        name=text(practice.name),
        npi=practice.npi,
        taxonomy=practice.taxonomy,
        tax_id=practice.tax_id,
        address=address(practice),
        contact_name=text(practice.contact_name),
        phone=practice.phone,
    )


def rendering(clinician: Clinician, practice: Organization) -> Party | None:
    """Loop 2310B; left out when the clinician bills alone."""
    if clinician.npi and clinician.npi == practice.npi:
        return None
    return Party(
        name=text(clinician.last_name),
        first_name=text(clinician.first_name),
        is_person=True,
        npi=clinician.npi,
        taxonomy=clinician.taxonomy,
    )


def facility(location: Location, practice: Organization) -> Party | None:
    """Loop 2310C, when the service was not at the billing address."""
    if (location.line1, location.zip[:5]) == (practice.line1, practice.zip[:5]):
        return None
    npi = "" if location.npi == practice.npi else location.npi
    return Party(name=text(f"{practice.name} {location.name}")[:60], npi=npi, address=address(location))


def payer(row: Payer) -> Party:
    """Loop 2010BB."""
    return Party(name=text(row.name), payer_id=row.payer_id, address=address(row))


def subscriber(coverage: Coverage, patient: Patient) -> Person:
    """Loop 2010BA: the patient, else who holds the plan; for workers' compensation the employer."""
    if coverage.relationship == Relationship.SELF:
        return person(patient, member_id=coverage.member_id, claim_number=injury_number(coverage))
    return Person(
        last_name=text(coverage.subscriber_last_name),
        first_name=text(coverage.subscriber_first_name),
        birth_date=coverage.subscriber_birth_date,
        sex=coverage.subscriber_sex,
        member_id=coverage.member_id,
        is_organization=coverage.payer.kind == PayerKind.WORKERS_COMP,
    )


def person(patient: Patient, *, member_id: str = "", claim_number: str = "") -> Person:
    """Loop 2010CA, or 2010BA with the member ID; `claim_number` is the payer's of an injury."""
    return Person(
        last_name=text(patient.last_name),
        first_name=text(patient.first_name),
        middle_name=text(patient.middle_name),
        suffix=text(patient.suffix),
        birth_date=patient.birth_date,
        sex=patient.sex,
        address=address(patient),
        member_id=member_id,
        date_of_death=patient.date_of_death,
        claim_number=claim_number,
    )


def injury_number(coverage: Coverage) -> str:
    """REF*Y4: workers' compensation knows a patient by the number of the injury, which stands as its member ID."""
    return coverage.member_id if coverage.payer.kind == PayerKind.WORKERS_COMP else ""


def other_coverage(coverage: Coverage, patient: Patient, order: str) -> OtherCoverage:
    """Loops 2320, 2330A and 2330B of a plan that has not answered; 2330A has no place for birth date and sex."""
    holder = subscriber(coverage, patient)
    return OtherCoverage(
        payer=payer(coverage.payer),
        subscriber=replace(holder, birth_date=None, sex="", date_of_death=None),
        sequence=order,
        relationship=coverage.relationship,
        group_number=text(coverage.group_number),
        filing_code=coverage.payer.filing_code,
    )


def accident(coverage: Coverage) -> Accident | None:
    """CLM11 and DTP*439: workers' compensation covers from the day of the injury on."""
    if coverage.payer.kind != PayerKind.WORKERS_COMP:
        return None
    return Accident(employment=True, on=coverage.effective_from)


def lines(source: Source, control_number: str) -> tuple[ServiceLine, ...]:
    """Loop 2400, one line a charge; REF*6R names the claim and the line."""
    day, place = source.encounter.service_on, source.encounter.place_of_service
    is_medicare = source.coverage.payer.filing_code in MEDICARE
    ordered = partial(is_ordered, codesets(), on=day)
    return tuple(
        ServiceLine(
            number=number,
            procedure=charge.procedure,
            charge=charge.amount,
            modifiers=tuple(filter(None, charge.modifiers.split(","))),
            units=units(charge.units),
            pointers=tuple(int(pointer) for pointer in charge.pointers.split(",") if pointer),
            service_from=day,
            place_of_service="" if charge.place_of_service == place else charge.place_of_service,
            control_number=line_control_number(control_number, number),
            ordering=orderer(source.encounter.clinician) if is_medicare and ordered(charge.procedure) else None,
        )
        for number, charge in enumerate(source.charges, start=1)
    )


def is_test(procedure: str) -> bool:
    """A laboratory test, which needs the certificate of the place that runs it."""
    return number_between(procedure, 80047, 89398)


def orderer(clinician: Clinician) -> Party:
    """Loop 2420E: who saw the patient."""
    return Party(
        name=text(clinician.last_name), first_name=text(clinician.first_name), is_person=True, npi=clinician.npi
    )


def line_control_number(control_number: str, number: int) -> str:
    """REF*6R: "C1-20871-2"."""
    return f"{control_number}-{number}"


def order_of(coverage: Coverage, coverages: Sequence[Coverage]) -> str:
    """SBR01 by the place among the coverages of the day."""
    return Order.values[min(list(coverages).index(coverage), len(Order.values) - 1)]


def payer_rules(row: Payer) -> PayerRules:
    """What the edits may know of the payer."""
    return PayerRules(filing_code=row.filing_code, filing_days=row.timely_filing_days)


def address(row: AddressFields) -> Address:
    """N3 and N4."""
    return Address(line1=text(row.line1), line2=text(row.line2), city=text(row.city), state=row.state, zip=row.zip)


def units(number: Decimal) -> str:
    """SV104: 1.000 is "1", 2.500 is "2.5"."""
    return f"{Decimal(number).normalize():f}"


def text(words: str) -> str:
    """Letters without accents: José is Jose."""
    folded = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).strip()
