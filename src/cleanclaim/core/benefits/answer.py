"""A whole 271 (005010X279A1), every loop of it; `read_271` gives the answer for each person."""

from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.benefits.people import DEPENDENT, HEAD, PAYER, SUBSCRIBER, Beginning, Insured, Receiver, Source
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period
from cleanclaim.core.x12.mapping.parties import PARTY, SPECIALTY, PlacedParty
from cleanclaim.core.x12.mapping.parts import Contact, Dated, Delivery, Message, Reference, Refusal

_MILITARY = "MPI*{information}*{status}*{branch}*{description}*{rank}*{served}"


class Military(Struct, frozen=True, omit_defaults=True):
    """MPI: service in the forces."""

    rows: ClassVar[tuple[str, ...]] = (_MILITARY,)
    information: str  # MPI01: C current, P prior …
    status: str = ""
    branch: str = ""
    description: str = ""
    rank: str = ""
    served: Period | None = None


class Circumstance(Struct, frozen=True, omit_defaults=True):
    """Loop 2115: III, a place of service or a kind of injury that decides the benefit."""

    loop: ClassVar[str] = "2115C|2115D"
    rows: ClassVar[tuple[str, ...]] = ("!III*{code_list}*{code}*{category}*{text}",)
    code_list: str = ""  # III01: ZZ places of service, GR and NI injuries
    code: str = ""
    category: str = ""
    text: str = ""
    also: tuple[Kept, ...] = ()


class Named(PlacedParty, frozen=True, omit_defaults=True):
    """Loop 2120: whom the benefit names: another payer, a primary care provider, whom to ask."""

    loop: ClassVar[str] = "2120C|2120D"
    rows: ClassVar[tuple[str, ...]] = (
        f"!NM1*{{entity}}{PARTY}*{{relationship}}",
        "N3*{street}*{street_more}",
        "N4*{city}*{state}*{zip}*{country}*{region_kind}*{region}*{subdivision}",
        "{contacts}",
        SPECIALTY,
    )
    entity: str = ""  # NM101
    relationship: str = ""  # NM110
    region_kind: str = ""
    region: str = ""
    contacts: tuple[Contact, ...] = ()
    role: str = ""
    taxonomy_kind: str = ""
    taxonomy: str = ""


class BenefitAnswered(Struct, frozen=True, omit_defaults=True):
    """Loop 2110: one EB with all that belongs to it."""

    loop: ClassVar[str] = "2110C"
    rows: ClassVar[tuple[str, ...]] = (
        "!EB*{code}*{coverage_level}*{service_types^}*{insurance_type}*{plan}*{period}*{amount}*{percent}"
        "*{quantity_kind}*{quantity}*{authorization}*{in_network}"
        "*{procedure_kind}:{procedure}:{modifiers#4}::{last_procedure}*{pointers#4}:",
        "{deliveries}",
        "{references}",
        "{dates}",
        "{refusals}",
        "{messages}",
        "{circumstances}",
        "?named LS*2120",
        "{named}",
        "?named LE*2120",
    )
    code: str  # EB01
    coverage_level: str = ""  # EB02
    service_types: tuple[str, ...] = ()  # EB03
    insurance_type: str = ""  # EB04
    plan: str = ""  # EB05
    period: str = ""  # EB06
    amount: int | None = None  # EB07, cents
    percent: str = ""  # EB08, a fraction as sent: ".2"
    quantity_kind: str = ""  # EB09
    quantity: str = ""  # EB10
    authorization: str = ""  # EB11
    in_network: str = ""  # EB12
    procedure_kind: str = ""  # EB13
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    last_procedure: str = ""
    pointers: tuple[str, ...] = ()  # EB14
    deliveries: tuple[Delivery, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    messages: tuple[Message, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    named: tuple[Named, ...] = ()
    also: tuple[Kept, ...] = ()


class DependentAnswered(Insured, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (*DEPENDENT, "{military}", "{benefits}")
    military: Military | None = None
    benefits: tuple[BenefitAnswered, ...] = ()


class SubscriberAnswered(Insured, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (*SUBSCRIBER, "{military}", "{benefits}", "{dependents}")
    military: Military | None = None
    benefits: tuple[BenefitAnswered, ...] = ()
    dependents: tuple[DependentAnswered, ...] = ()


class ProviderAnswered(Receiver, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B."""

    subscribers: tuple[SubscriberAnswered, ...] = ()


class PayerName(Source, frozen=True, omit_defaults=True):
    """Loop 2100A."""

    loop: ClassVar[str] = "2100A"
    rows: ClassVar[tuple[str, ...]] = PAYER


class PayerAnswering(Struct, frozen=True, omit_defaults=True):
    """Loop 2000A: `refusals` are of the question as a whole, those of `payer` of the payer named."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A"
    rows: ClassVar[tuple[str, ...]] = ("{refusals}", "{payer}", "{providers}")
    refusals: tuple[Refusal, ...] = ()
    payer: PayerName | None = None
    providers: tuple[ProviderAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class EligibilityAnswer(Beginning, frozen=True, omit_defaults=True):
    """A 271."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = (HEAD, "{payers}")
    payers: tuple[PayerAnswering, ...] = ()
