"""A question about coverage (270) and its answer (271), 005010X279A1, as values."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from cleanclaim.core.claim.value import Party, Person


class EligibilityRequest(Struct, frozen=True):
    """A 270 for one person, asked for the date of service."""

    payer: Party
    provider: Party
    subscriber: Person  # member_id in NM109
    service_on: date
    trace_number: str
    service_types: tuple[str, ...] = ("30",)  # EQ01
    dependent: Person | None = None
    relationship: str = "18"


class Benefit(Struct, frozen=True, omit_defaults=True):
    """One EB with dates and messages: 1 active, 6 inactive, B copay, C deductible, A coinsurance, G out of pocket."""

    code: str  # EB01
    level: str = ""  # EB02: IND, FAM
    service_types: tuple[str, ...] = ()  # EB03
    insurance_type: str = ""  # EB04
    plan: str = ""  # EB05
    period: str = ""  # EB06: 29 remaining, 23 calendar year, 27 visit
    amount: int | None = None  # EB07, cents
    percent: str = ""  # EB08, as sent: ".2"
    authorization: str = ""  # EB11
    in_network: str = ""  # EB12: Y, N, W, U
    messages: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()  # DTP: (291, "20260101-20261231")
    quantity_qualifier: str = ""  # EB09
    quantity: str = ""  # EB10
    procedure: str = ""  # EB13-2
    entity: Party | None = None  # loop 2120: the other payer of an EB*R, whom to contact of an EB*U


class Problem(Struct, frozen=True):
    """One AAA: why the payer could not say."""

    code: str  # AAA03: 72 invalid subscriber ID, 75 not found, 42 unable to respond …
    follow_up: str = ""  # AAA04: C correct and resubmit, N do not, R resubmit, S …
    loop: str = ""


class EligibilityResponse(Struct, frozen=True):
    """A 271."""

    payer: Party
    subscriber: Person
    trace_number: str
    benefits: tuple[Benefit, ...] = ()
    problems: tuple[Problem, ...] = ()
    group_number: str = ""
    plan_from: date | None = None
    plan_to: date | None = None
    dependent: Person | None = None
    provider: Party = Party()
    relationship: str = "18"  # INS02, of the dependent


class Verdict(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    UNDETERMINED = "undetermined"


class Interpretation(Struct, frozen=True):
    """A 271 in words: the verdict for the day of service, what the patient pays, and who mends what is missing."""

    verdict: Verdict
    reason: str = ""  # our words: "Member ID not found"
    mended_by: str = ""  # role: front_desk, biller, payer
    copay: int | None = None
    deductible: int | None = None
    deductible_left: int | None = None
    coinsurance_percent: int | None = None
    out_of_pocket_left: int | None = None
    plan: str = ""
    other_payer: str = ""  # another plan the payer names, which may have to pay first
