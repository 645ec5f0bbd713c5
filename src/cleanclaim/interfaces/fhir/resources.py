"""The elements of FHIR R4 that billing uses, as values; everything else in a resource is passed over.

Names are FHIR's own.  A resource whose elements are not of FHIR's types is refused by msgspec, with the path.
"""

import msgspec
from msgspec import Raw, Struct, field


class Element(Struct, frozen=True):
    """Root of the values here."""


class Coding(Element, frozen=True):
    system: str = ""
    code: str = ""
    display: str = ""


class CodeableConcept(Element, frozen=True):
    coding: tuple[Coding, ...] = ()
    text: str = ""

    @property
    def words(self) -> str:
        """What a person reads."""
        return self.text or next((coding.display or coding.code for coding in self.coding), "")

    def has(self, *codes: str) -> bool:
        """Whether one of its codings carries one of the codes, of whatever system."""
        return any(coding.code in codes for coding in self.coding)


class Identifier(Element, frozen=True):
    system: str = ""
    value: str = ""
    type: CodeableConcept = CodeableConcept()


class Reference(Element, frozen=True):
    reference: str = ""
    display: str = ""
    identifier: Identifier | None = None


class Period(Element, frozen=True):
    start: str = ""
    end: str = ""


class HumanName(Element, frozen=True):
    use: str = ""
    family: str = ""
    given: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    text: str = ""


class Address(Element, frozen=True):
    use: str = ""
    line: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = field(default="", name="postalCode")


class ContactPoint(Element, frozen=True):
    system: str = ""
    value: str = ""


class Resource(Element, frozen=True, tag_field="resourceType"):
    """Root of the resources."""

    id: str = ""
    identifier: tuple[Identifier, ...] = ()


class Patient(Resource, frozen=True, tag=True):
    name: tuple[HumanName, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()
    gender: str = ""
    birth_date: str = field(default="", name="birthDate")
    deceased_date_time: str = field(default="", name="deceasedDateTime")
    address: tuple[Address, ...] = ()


class Practitioner(Resource, frozen=True, tag=True):
    name: tuple[HumanName, ...] = ()


class PractitionerRole(Resource, frozen=True, tag=True):
    practitioner: Reference = Reference()
    specialty: tuple[CodeableConcept, ...] = ()


class Organization(Resource, frozen=True, tag=True):
    name: str = ""
    type: tuple[CodeableConcept, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()
    address: tuple[Address, ...] = ()


class Location(Resource, frozen=True, tag=True):
    """Its one address is kept as a tuple, as others have theirs."""

    name: str = ""
    telecom: tuple[ContactPoint, ...] = ()
    place: Address = field(default=Address(), name="address")

    @property
    def address(self) -> tuple[Address, ...]:
        return (self.place,)


class CoverageClass(Element, frozen=True):
    type: CodeableConcept = CodeableConcept()
    value: str = ""
    name: str = ""


class Coverage(Resource, frozen=True, tag=True):
    status: str = ""
    type: CodeableConcept = CodeableConcept()
    subscriber: Reference = Reference()
    subscriber_id: str = field(default="", name="subscriberId")
    beneficiary: Reference = Reference()
    relationship: CodeableConcept = CodeableConcept()
    period: Period = Period()
    payor: tuple[Reference, ...] = ()
    classes: tuple[CoverageClass, ...] = field(default=(), name="class")
    order: int = 1


class Participant(Element, frozen=True):
    individual: Reference = Reference()


class EncounterDiagnosis(Element, frozen=True):
    condition: Reference = Reference()
    rank: int = 99


class EncounterLocation(Element, frozen=True):
    location: Reference = Reference()


class Encounter(Resource, frozen=True, tag=True):
    status: str = ""
    classed: Coding = field(default=Coding(), name="class")
    type: tuple[CodeableConcept, ...] = ()
    subject: Reference = Reference()
    participant: tuple[Participant, ...] = ()
    period: Period = Period()
    reason_code: tuple[CodeableConcept, ...] = field(default=(), name="reasonCode")
    diagnosis: tuple[EncounterDiagnosis, ...] = ()
    location: tuple[EncounterLocation, ...] = ()
    service_provider: Reference = field(default=Reference(), name="serviceProvider")


class Condition(Resource, frozen=True, tag=True):
    verification_status: CodeableConcept = field(default=CodeableConcept(), name="verificationStatus")
    code: CodeableConcept = CodeableConcept()
    encounter: Reference = Reference()


class Procedure(Resource, frozen=True, tag=True):
    status: str = ""
    code: CodeableConcept = CodeableConcept()
    encounter: Reference = Reference()
    reason_reference: tuple[Reference, ...] = field(default=(), name="reasonReference")


AnyResource = (
    Patient | Practitioner | PractitionerRole | Organization | Location | Coverage | Encounter | Condition | Procedure
)
USED = frozenset(kind.__name__ for kind in AnyResource.__args__)


class Named(Struct, frozen=True):
    """Just what a resource is."""

    resource_type: str = field(default="", name="resourceType")
    id: str = ""


class Entry(Struct, frozen=True):
    """One entry of a Bundle, its resource not yet read."""

    full_url: str = field(default="", name="fullUrl")
    resource: Raw = Raw()


class BundleDocument(Struct, frozen=True):
    """A Bundle."""

    entry: tuple[Entry, ...] = ()


named_decoder = msgspec.json.Decoder(Named)
bundle_decoder = msgspec.json.Decoder(BundleDocument)
resource_decoder = msgspec.json.Decoder(AnyResource)
