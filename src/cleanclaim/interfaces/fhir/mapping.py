"""From FHIR R4 resources to what our services take: pure functions, no rows.

What a resource lacks and a record cannot do without is `Unusable`, with the reason; nothing is guessed.
"""

import re
from collections.abc import Iterable
from datetime import date

from cleanclaim.apps.patients.choices import Relationship, Sex
from cleanclaim.apps.patients.services import PatientDetails
from cleanclaim.apps.practices.choices import PayerKind
from cleanclaim.apps.practices.directory import ClinicianDetails, LocationDetails, PayerDetails
from cleanclaim.interfaces.fhir.resources import (
    Address,
    CodeableConcept,
    ContactPoint,
    Coverage,
    Encounter,
    HumanName,
    Identifier,
    Location,
    Organization,
    Patient,
    Practitioner,
    PractitionerRole,
)
from cleanclaim.interfaces.fhir.states import state_code

NPI = "http://hl7.org/fhir/sid/us-npi"
TAXONOMY = "http://nucc.org/provider-taxonomy"
ICD10CM = ("http://hl7.org/fhir/sid/icd-10-cm", "urn:oid:2.16.840.1.113883.6.90")
PROCEDURES = (
    "http://www.ama-assn.org/go/cpt",
    "urn:oid:2.16.840.1.113883.6.12",
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "http://terminology.hl7.org/CodeSystem/HCPCS-all-codes",
    "urn:oid:2.16.840.1.113883.6.285",
)
SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}
RELATIONSHIPS = {
    "self": Relationship.SELF,
    "spouse": Relationship.SPOUSE,
    "common": Relationship.LIFE_PARTNER,
    "child": Relationship.CHILD,
}
PLACES = {"EMER": "23", "IMP": "21", "ACUTE": "21", "NONAC": "21", "OBSENC": "22", "HH": "12"}  # by Encounter.class
VISITED = {"finished", "in-progress", "onleave"}
SINCE_EVER = date(1900, 1, 1)  # the source does not say since when
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_CODE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")


class Unusable(Exception):
    """The resource lacks what a record cannot do without; the message is the reason in the report."""


def patient_details(patient: Patient) -> PatientDetails:
    """Raises Unusable without family name or whole birth date."""
    name = official(patient.name)
    born = day(patient.birth_date)
    if not name.family:
        raise Unusable("no family name")
    if born is None:
        raise Unusable("no whole birth date")
    given = [*name.given, "", ""]
    email = contact(patient.telecom, "email")
    return PatientDetails(
        first_name=given[0][:35],
        middle_name=given[1][:25],
        last_name=name.family[:60],
        suffix=" ".join(name.suffix)[:10],
        birth_date=born,
        sex=SEXES.get(patient.gender, Sex.UNKNOWN),
        date_of_death=day(patient.deceased_date_time),
        phone=phone(patient.telecom),
        email=email if _EMAIL.fullmatch(email) else "",
        **address(patient.address),
    )


def record_number(patient: Patient) -> str:
    """The medical record number at the source, when it fits ours."""
    number = next((each.value for each in patient.identifier if each.type.has("MR")), "")
    return number if len(number) <= 20 else ""


def clinician_details(practitioner: Practitioner, role: PractitionerRole | None, key: str) -> ClinicianDetails:
    """The NPI as given, if any, whether or not its check digit holds.  Raises Unusable without a name."""
    name = official(practitioner.name)
    npi = national_id(practitioner.identifier)
    if not name.family:
        raise Unusable("no family name")
    if len(npi) > 10:
        raise Unusable("an NPI of more than ten characters")
    taxonomies = codes_in(role.specialty if role else (), (TAXONOMY,))
    return ClinicianDetails(
        first_name=next(iter(name.given), "")[:35],
        last_name=name.family[:60],
        credential=next(iter(name.suffix), "")[:10],
        npi=npi,
        taxonomy=next(iter(taxonomies), "")[:10],
        external_id=key[-80:],
        effective_from=SINCE_EVER,
    )


def location_details(place: Location | Organization) -> LocationDetails:
    """Where patients are seen."""
    return LocationDetails(
        name=place.name.strip()[:60],
        npi=national_id(place.identifier)[:10],
        phone=phone(place.telecom),
        **address(place.address),
    )


def payer_details(organization: Organization | None, display: str) -> PayerDetails:
    """The payer by its own identifier, else by its name.  Raises Unusable when it has neither."""
    name = ((organization.name if organization else "") or display).strip()
    if not name:
        raise Unusable("its payer has no name")
    own = next((each.value for each in organization.identifier if each.value), "") if organization else ""
    kind, filing_code = _kind_of_payer(name)
    return PayerDetails(
        name=name[:60],
        payer_id=own[:20] or re.sub(r"[^A-Z0-9]", "", name.upper())[:20],
        kind=kind,
        filing_code=filing_code,
        phone=phone(organization.telecom) if organization else "",
        **address(organization.address if organization else ()),
    )


def relationship(coverage: Coverage) -> Relationship:
    """What the patient is to the subscriber: as said, else self when nobody else is named."""
    for code, ours in RELATIONSHIPS.items():
        if coverage.relationship.has(code):
            return ours
    other = coverage.subscriber.reference not in ("", coverage.beneficiary.reference)
    return Relationship.OTHER if other or coverage.relationship.coding else Relationship.SELF


def class_of(coverage: Coverage, kind: str) -> str:
    """The value of its class "group" or "plan"; a plan's name where it has one."""
    found = next((each for each in coverage.classes if each.type.has(kind)), None)
    return "" if found is None else (found.name or found.value if kind == "plan" else found.value)


def visited_on(encounter: Encounter) -> date:
    """The day of the visit.  Raises Unusable for one that did not take place or has no day."""
    if encounter.status not in VISITED:
        raise Unusable(f"status {encounter.status or 'missing'}: not a visit that took place")
    on = day(encounter.period.start)
    if on is None:
        raise Unusable("no day")
    return on


def official(names: Iterable[HumanName]) -> HumanName:
    """The official name, else the first that is not an old one."""
    current = [name for name in names if name.use not in ("old", "maiden")]
    return next((name for name in current if name.use == "official"), current[0] if current else HumanName())


def address(addresses: Iterable[Address]) -> dict[str, str]:
    """The first address that is not an old one, as our fields; a ZIP that is none is left out."""
    found = next((each for each in addresses if each.use != "old"), Address())
    lines = [*found.line, "", ""]
    zip_code = digits(found.postal_code)
    return {
        "line1": lines[0][:55],
        "line2": lines[1][:55],
        "city": found.city[:30],
        "state": state_code(found.state),
        "zip": zip_code if len(zip_code) in (5, 9) else "",
    }


def phone(telecom: Iterable[ContactPoint]) -> str:
    """Ten digits, or nothing."""
    number = digits(contact(telecom, "phone"))
    number = number[1:] if len(number) == 11 and number.startswith("1") else number
    return number if len(number) == 10 else ""


def contact(telecom: Iterable[ContactPoint], system: str) -> str:
    """The first contact of that kind."""
    return next((each.value for each in telecom if each.system == system), "")


def national_id(identifiers: Iterable[Identifier]) -> str:
    """The NPI as given."""
    return next((each.value.strip() for each in identifiers if each.system == NPI or each.type.has("NPI")), "")


def diagnosis_codes(concept: CodeableConcept) -> list[str]:
    """Its ICD-10-CM codes; none for SNOMED CT, which nobody bills."""
    return codes_in([concept], ICD10CM)


def procedure_codes(concept: CodeableConcept) -> list[str]:
    """Its CPT and HCPCS codes."""
    return [code for code in codes_in([concept], PROCEDURES) if _CODE.fullmatch(code)]


def codes_in(concepts: Iterable[CodeableConcept], systems: tuple[str, ...]) -> list[str]:
    """Codes of these systems, in order."""
    return [
        coding.code.strip().upper()
        for concept in concepts
        for coding in concept.coding
        if coding.system in systems and coding.code
    ]


def day(text: str) -> date | None:
    """The day of a FHIR date or dateTime; None for a year or month alone."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def digits(text: str) -> str:
    """ASCII digits only."""
    return re.sub(r"[^0-9]", "", text)


def _kind_of_payer(name: str) -> tuple[PayerKind, str]:
    """Medicare and Medicaid say so in their names; everybody else is commercial until set up otherwise."""
    words = name.casefold()
    if words.startswith("medicare"):
        return PayerKind.MEDICARE, "MB"
    if words.startswith("medicaid"):
        return PayerKind.MEDICAID, "MC"
    return PayerKind.COMMERCIAL, "CI"
