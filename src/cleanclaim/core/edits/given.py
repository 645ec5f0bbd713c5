"""What an edit may know besides the claim: the code sets, today, the payer's rules, and what else is at hand."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

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


class Given(Struct, frozen=True):
    """The arguments of every check beside the claim."""

    codesets: CodeSets
    as_of: date
    payer: PayerRules = PayerRules()
    known: Known = Known()

    @property
    def history(self) -> tuple[PastService, ...]:
        """The patient's services on other claims; CodeSetMissing, as below, where nobody asked for them."""
        return _asked("history", self.known.history)

    @property
    def coverage(self) -> Coverage:
        """What the payer said of the coverage."""
        return _asked("coverage", self.known.coverage)

    @property
    def enrollments(self) -> Mapping[str, tuple[Enrollment, ...]]:
        """Who is enrolled with the payer, by NPI."""
        return _asked("enrollments", self.known.enrollments)

    @property
    def registry(self) -> Mapping[str, RegisteredNpi]:
        """The national register, by NPI."""
        return _asked("registry", self.known.registry)

    @property
    def certificates(self) -> tuple[CliaCertificate, ...]:
        """The laboratory's certificates."""
        return _asked("certificates", self.known.certificates)

    @property
    def allowed(self) -> Mapping[str, int]:
        """Cents that the contract allows, by procedure."""
        return _asked("allowed", self.known.allowed)

    @property
    def policies(self) -> tuple[CoveragePolicy, ...]:
        """Coverage policies that name procedures of the claim."""
        return _asked("policies", self.known.policies)

    @property
    def visit(self) -> Visit:
        """What the record of the visit says."""
        return _asked("visit", self.known.visit)

    def visit_with(self, fact: str) -> Visit:
        """The record of the visit, of a practice that writes this fact (a field of Visit) down."""
        if fact in self.visit.unwritten:
            raise unwritten(fact)
        return self.visit

    @property
    def approvals(self) -> Mapping[str, Approval]:
        """Prior authorizations of the patient, by number."""
        return _asked("approvals", self.known.approvals)

    @property
    def circumstances(self) -> Circumstances:
        """How the services came about."""
        return _asked("circumstances", self.known.circumstances)

    @property
    def site(self) -> Site:
        """The place that bills."""
        return _asked("site", self.known.site)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Notices of noncoverage that the patient signed."""
        return _asked("notices", self.known.notices)

    @property
    def consents(self) -> tuple[Consent, ...]:
        """Consents that the patient signed."""
        return _asked("consents", self.known.consents)

    @property
    def original(self) -> Original:
        """The claim that this one replaces or voids."""
        return _asked("original", self.known.original)

    @property
    def orderers(self) -> Mapping[str, Orderer]:
        """Who may order for Medicare, by NPI."""
        return _asked("orderers", self.known.orderers)


def _asked(name: str, value: T | None) -> T:
    if value is None:
        raise unasked(name)
    return value


def is_medicare(claim: Claim) -> bool:
    """Original Medicare, which has its own rules; not a Medicare Advantage plan."""
    return claim.filing_code in MEDICARE
