"""A whole 270 (005010X279A1), every loop of it; `read_270` gives the question of each person."""

from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.benefits.people import DEPENDENT, HEAD, PAYER, SUBSCRIBER, Beginning, Insured, Receiver, Source
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period
from cleanclaim.core.x12.mapping.parts import Reference


class BenefitAsked(Struct, frozen=True, omit_defaults=True):
    """Loop 2110: service types or one procedure, asked together."""

    loop: ClassVar[str] = "2110C"
    rows: ClassVar[tuple[str, ...]] = (
        "!EQ*{service_types^}*{procedure_kind}:{procedure}:{modifiers#4}*{coverage_level}**{pointers#4}:",
        "AMT*R*{spend_down}",
        "AMT*PB*{billed}",
        "III*ZZ*{place_of_service}",
        "{reference}",
        "DTP*291*{plan}",
    )
    service_types: tuple[str, ...] = ()  # EQ01
    procedure_kind: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    coverage_level: str = ""  # EQ03: FAM
    pointers: tuple[str, ...] = ()  # EQ05, into the diagnoses
    spend_down: int | None = None  # cents
    billed: int | None = None  # cents
    place_of_service: str = ""
    reference: Reference | None = None  # referral (9F) or authorization (G1)
    plan: Period | None = None
    also: tuple[Kept, ...] = ()


class DependentAsked(Insured, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (*DEPENDENT, "{benefits}")
    benefits: tuple[BenefitAsked, ...] = ()


class SubscriberAsked(Insured, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (*SUBSCRIBER, "{benefits}", "{dependents}")
    benefits: tuple[BenefitAsked, ...] = ()
    dependents: tuple[DependentAsked, ...] = ()


class ProviderAsking(Receiver, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B."""

    subscribers: tuple[SubscriberAsked, ...] = ()


class PayerAsked(Source, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A 2100A"
    rows: ClassVar[tuple[str, ...]] = (*PAYER, "{providers}")
    providers: tuple[ProviderAsking, ...] = ()


class EligibilityInquiry(Beginning, frozen=True, omit_defaults=True):
    """A 270."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = (f"{HEAD}*{{kind}}", "{payers}")
    kind: str = ""  # BHT06: RT asks for a spend down to be posted
    payers: tuple[PayerAsked, ...] = ()
