"""What an edit may know besides the claim: the code sets, today, the payer's rules, and what else is at hand."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.known import (
    CliaCertificate,
    Coverage,
    CoveragePolicy,
    Enrollment,
    Known,
    PastService,
    RegisteredNpi,
    unasked,
)

T = TypeVar("T")
MEDICARE = frozenset({"MA", "MB"})  # SBR09 of Original Medicare


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
    def enrollments(self) -> tuple[Enrollment, ...]:
        """Who is enrolled with the payer."""
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


def _asked(name: str, value: T | None) -> T:
    if value is None:
        raise unasked(name)
    return value


def is_medicare(claim: Claim) -> bool:
    """Original Medicare, which has its own rules; not a Medicare Advantage plan."""
    return claim.filing_code in MEDICARE
