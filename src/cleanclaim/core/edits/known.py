"""What is known besides the claim, its payer's rules and the code sets: the patient's other services, what the payer
said of the coverage, registers and contracts.  The server brings it in one query for a batch; None: nobody asked.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.edits.records import Circumstances, Consent, Notice, Orderer, Original, Site
from cleanclaim.core.edits.visit import Visit


class PastService(Struct, frozen=True):
    """A service line of the same patient on another claim, sent or paid."""

    claim: str  # its control number
    procedure: str
    service_from: date
    service_to: date | None = None
    modifiers: tuple[str, ...] = ()
    units: str = "1"
    charge: int = 0
    rendering_npi: str = ""
    billing_npi: str = ""
    payer_id: str = ""
    place_of_service: str = ""
    revenue_code: str = ""
    type_of_bill: str = ""  # three digits
    global_days: int | None = 0  # of a procedure; None: no schedule at hand says it
    diagnoses: tuple[str, ...] = ()  # those the line points to
    sent_on: date | None = None
    is_answered: bool = True  # an 835 or a rejection came


class Coverage(Struct, frozen=True):
    """What the payer said of the coverage (271), and what the practice has of it."""

    active_from: date | None = None
    active_to: date | None = None
    verified_on: date | None = None
    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None
    advantage_plan: str = ""  # Medicare Part C, its name
    advantage_from: date | None = None
    hospice_from: date | None = None
    inpatient_from: date | None = None
    inpatient_to: date | None = None
    inpatient_at: str = ""
    open_msp: str = ""  # SBR05 of a payer that comes before Medicare
    is_qmb: bool = False
    part_b_from: date | None = None
    last_services: Mapping[str, date] = {}  # preventive code → the last one paid
    therapy_used: Mapping[str, int] = {}  # cents allowed this year before this claim: GP with GN, and GO
    next_eligible: Mapping[str, date] = {}  # preventive code → the day the payer named
    other_insurance: str = ""  # the name of another payer whose coverage is active
    skilled_nursing_from: date | None = None  # a stay that Medicare Part A pays
    skilled_nursing_to: date | None = None
    home_health_from: date | None = None
    home_health_to: date | None = None
    home_health_agency: str = ""


class Enrollment(Struct, frozen=True):
    """A provider as the payer has it in its books."""

    tax_id: str = ""
    taxonomy: str = ""
    first: date | None = None
    last: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the payer knew the provider on that day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


class RegisteredNpi(Struct, frozen=True):
    """A provider in the national register."""

    is_person: bool | None = None
    is_active: bool = True


class CliaCertificate(Struct, frozen=True):
    """A laboratory's certificate: waiver, ppm, compliance, accreditation."""

    number: str
    type: str
    first: date | None = None
    last: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it was valid on that day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


class CoveragePolicy(Struct, frozen=True):
    """A local or national policy: the diagnoses that a procedure is covered for."""

    name: str
    procedure: str
    covered: frozenset[str]
    second: frozenset[str] = frozenset()  # one of these is needed as well


class Approval(Struct, frozen=True):
    """A prior authorization as the payer gave it (278); an empty field limits nothing."""

    number: str
    first: date | None = None
    last: date | None = None
    procedures: tuple[tuple[str, str], ...] = ()  # ranges, first and last code
    npis: frozenset[str] = frozenset()  # who may do it or bill it
    facility_npi: str = ""
    units: int | None = None
    used: int = 0  # by other claims


class Known(Struct, frozen=True):
    """Each is None where nobody asked; an edit that needs it then says that it did not check."""

    history: tuple[PastService, ...] | None = None
    coverage: Coverage | None = None
    enrollments: Mapping[str, tuple[Enrollment, ...]] | None = None  # with the payer, by NPI
    registry: Mapping[str, RegisteredNpi] | None = None  # by NPI
    certificates: tuple[CliaCertificate, ...] | None = None
    allowed: Mapping[str, int] | None = None  # contract: procedure → cents
    policies: tuple[CoveragePolicy, ...] | None = None
    visit: Visit | None = None
    approvals: Mapping[str, Approval] | None = None  # by number
    circumstances: Circumstances | None = None
    site: Site | None = None
    notices: tuple[Notice, ...] | None = None
    consents: tuple[Consent, ...] | None = None
    original: Original | None = None
    orderers: Mapping[str, Orderer] | None = None  # Medicare's file, by NPI


WORDS = {
    "history": "the list of the patient's other claims",
    "coverage": "an answer of the payer about the coverage (271)",
    "enrollments": "the list of providers enrolled with the payer",
    "registry": "the national register of providers (NPPES)",
    "certificates": "the laboratory's CLIA certificate",
    "allowed": "the list of amounts that the contract allows",
    "policies": "the list of the payer's coverage policies",
    "visit": "the record of the visit",
    "approvals": "the payer's answer to the request for authorization (278)",
    "circumstances": "the record of how the services came about",
    "site": "the record of the place that bills",
    "notices": "the list of notices that the patient signed",
    "consents": "the list of consents that the patient signed",
    "original": "the payer's answer to the claim that this one replaces",
    "orderers": "Medicare's file of those who may order",
}


VISIT_WORDS = {
    "minutes": "the minutes of each service",
    "doses": "what was given of each drug",
    "mode": "how the patient was seen (video, telephone)",
    "licensed_in": "the list of the clinician's licenses",
    "is_shared": "whether two clinicians shared the visit",
    "has_resident": "whether a resident took part",
    "is_admitting": "who admitted the patient",
    "hospital_department": "whether the place is a hospital's department",
    "absence_days": "how long a substitute has stood in",
    "concurrent_rooms": "the rooms that were directed at the same time",
    "discharged_on": "the day of discharge",
}


def unasked(name: str) -> CodeSetMissing:
    """What an edit raises that needs what nobody asked for."""
    return CodeSetMissing(f"{WORDS[name]} is not at hand")


def unwritten(name: str) -> CodeSetMissing:
    """What an edit raises that needs what no visit of the practice has written down."""
    return CodeSetMissing(f"{VISIT_WORDS.get(name, 'the record of the visit')} is not written down")
