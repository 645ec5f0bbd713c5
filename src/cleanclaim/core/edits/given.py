"""What an edit may know besides the claim: the code sets, today, the payer's rules, and what else is at hand."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Generic, TypeVar

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.known import (
    Approval,
    CliaCertificate,
    Coverage,
    CoveragePolicy,
    Enrollment,
    Known,
    PastService,
    RegisteredNpi,
    unasked,
    unwritten,
)
from cleanclaim.core.edits.payer_rule import PayerRule
from cleanclaim.core.edits.records import Circumstances, Consent, Notice, Orderer, Original, Site
from cleanclaim.core.edits.visit import Visit

T = TypeVar("T")
MEDICARE = frozenset({"MA", "MB"})  # SBR09 of Original Medicare


class ElementRule(Struct, frozen=True):
    """One rule of a payer's companion guide about one element, by a name of `payer/elements.py`: "REF*G1"."""

    element: str
    is_required: bool = False
    is_forbidden: bool = False
    pattern: str = ""  # that the whole value must match
    longest: int | None = None
    name: str = ""  # of the rule in the guide


class PayerRules(Struct, frozen=True):
    """What the practice knows of a payer; None or empty means that nothing is known."""

    filing_code: str = ""  # SBR09 the payer is set up with
    filing_days: int | None = None  # timely filing, from the first service date
    known_payer_ids: frozenset[str] | None = None
    unique_member_ids: bool = False
    id_pattern: str = ""
    needs_taxonomy: bool = False
    needs_referral: bool = False
    needs_drug_code: bool = False
    needs_authorization: frozenset[str] = frozenset()  # procedures
    pair_table: str = ""  # NCCI pairs it judges by: practitioner, hospital, medicaid; empty: as the claim's kind
    unit_table: str = ""  # its limits of units: practitioner, outpatient_hospital, dme, medicaid
    applies_deleted_pairs: bool = False  # it denies by pairs that NCCI has deleted back to their start
    needs_supervising: bool = False  # wants the supervising clinician named
    needs_orderer: frozenset[str] = frozenset()  # procedures
    needs_encounter_code: bool = False  # Medicaid of a state that pays health centers by T1015
    needs_screening_answer: bool = False  # Medicaid of a state that asks what a child's screening led to
    takes_urgent_care_code: bool = True  # S9088
    discount_modifier: str = ""  # of a 340B drug: UD in many Medicaid programs
    newborn_days: int | None = None  # how long a newborn may go under the parent's number; 0: never
    needs_accident: bool = False  # asks how an injury came about
    takes_telehealth_places: bool = True  # 02 and 10; some payers want the place where the clinician sat
    needs_video_modifier: bool = False  # 95
    pays_own_number: bool = False  # wants an NP's or PA's own NPI as rendering
    elements: tuple[ElementRule, ...] = ()  # of its companion guide
    written: tuple[PayerRule, ...] = ()  # by the practice


class Asked(Generic[T]):
    """A field of `Known`; asking for what nobody asked for raises CodeSetMissing."""

    def __set_name__(self, given: type, name: str) -> None:
        self._name, self._of = name, attrgetter(f"known.{name}")

    def __get__(self, given: "Given", owner: type) -> T:
        value: T | None = self._of(given)
        if value is None:
            raise unasked(self._name)
        return value


class Given(Struct, frozen=True):
    """The arguments of every check beside the claim."""

    codesets: CodeSets
    as_of: date
    payer: PayerRules = PayerRules()
    known: Known = Known()

    history = Asked[tuple[PastService, ...]]()
    """The patient's services on other claims."""
    coverage = Asked[Coverage]()
    """What the payer said of the coverage."""
    enrollments = Asked[Mapping[str, tuple[Enrollment, ...]]]()
    """Who is enrolled with the payer, by NPI."""
    registry = Asked[Mapping[str, RegisteredNpi]]()
    """The national register, by NPI."""
    certificates = Asked[tuple[CliaCertificate, ...]]()
    """The laboratory's certificates."""
    allowed = Asked[Mapping[str, int]]()
    """Cents that the contract allows, by procedure."""
    policies = Asked[tuple[CoveragePolicy, ...]]()
    """Coverage policies that name procedures of the claim."""
    visit = Asked[Visit]()
    """What the record of the visit says."""
    approvals = Asked[Mapping[str, Approval]]()
    """Prior authorizations of the patient, by number."""
    circumstances = Asked[Circumstances]()
    """How the services came about."""
    site = Asked[Site]()
    """The place that bills."""
    notices = Asked[tuple[Notice, ...]]()
    """Notices of noncoverage that the patient signed."""
    consents = Asked[tuple[Consent, ...]]()
    """Consents that the patient signed."""
    original = Asked[Original]()
    """The claim that this one replaces or voids."""
    orderers = Asked[Mapping[str, Orderer]]()
    """Who may order for Medicare, by NPI."""

    def visit_with(self, fact: str) -> Visit:
        """The record of the visit, of a practice that writes this fact (a field of Visit) down."""
        visit = self.visit
        if fact in visit.unwritten:
            raise unwritten(fact)
        return visit


def is_medicare(claim: Claim) -> bool:
    """Original Medicare, which has its own rules; not a Medicare Advantage plan."""
    return claim.filing_code in MEDICARE
