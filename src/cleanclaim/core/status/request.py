"""A 276 (005010X212): who asks whom about which claims."""

from datetime import date
from typing import ClassVar

from cleanclaim.core.status.claims import Line, NumberedClaim
from cleanclaim.core.x12.mapping.parties import BIRTH, MEMBER, PARTY, PERSON, Header, Party, Person


class LineAsked(Line, frozen=True, omit_defaults=True):
    """Loop 2210: one service line."""

    loop: ClassVar[str] = "2210D"
    rows: ClassVar[tuple[str, ...]] = (
        "!SVC*{procedure_kind}:{procedure}:{modifiers#4}*{charge}**{revenue_code}***{units}",
        "REF*FJ*{control_number}",
        "DTP*472*{service}",
    )


class ClaimAsked(NumberedClaim, frozen=True, omit_defaults=True):
    """Loop 2200: one claim, known by its numbers, its charge and its days."""

    loop: ClassVar[str] = "2200D"
    rows: ClassVar[tuple[str, ...]] = (
        "!TRN*1*{trace_number}",
        "REF*1K*{payer_claim_control_number}",
        "REF*BLT*{type_of_bill}",
        "REF*LU*{location_number}",
        "REF*6P*{group_number}",
        "REF*EJ*{patient_control_number}",
        "REF*XZ*{prescription_number}",
        "REF*D9*{clearinghouse_number}",
        "AMT*T3*{charge}",
        "DTP*472*{service}",
        "{lines}",
    )
    location_number: str = ""
    group_number: str = ""
    charge: int | None = None  # cents
    lines: tuple[LineAsked, ...] = ()


class DependentAsked(Person, frozen=True, omit_defaults=True):
    """Loops 2000E and 2100E: a patient who is not the subscriber."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000E 2100E"
    rows: ClassVar[tuple[str, ...]] = (BIRTH, f"!NM1*QC{PERSON}", "{claims}")
    born_on: date | None = None
    sex: str = ""
    claims: tuple[ClaimAsked, ...] = ()


class SubscriberAsked(Person, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D: a subscriber with claims of the own or of dependents."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (BIRTH, f"!NM1*IL{MEMBER}", "{claims}", "{dependents}")
    member_id: str = ""
    id_kind: str = "MI"  # NM108
    born_on: date | None = None
    sex: str = ""
    claims: tuple[ClaimAsked, ...] = ()
    dependents: tuple[DependentAsked, ...] = ()


class ProviderAsking(Party, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C: the provider whose claims are asked for."""

    level: ClassVar[str] = "19"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*1P{PARTY}", "{subscribers}")
    id_kind: str = "XX"
    subscribers: tuple[SubscriberAsked, ...] = ()


class ReceiverAsking(Party, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B: who asks and receives the answer."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B 2100B"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*41{PARTY}", "{providers}")
    id_kind: str = "46"
    providers: tuple[ProviderAsking, ...] = ()


class PayerAsked(Party, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A: the payer that is asked."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A 2100A"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*PR{PARTY}", "{receivers}")
    id_kind: str = "PI"
    receivers: tuple[ReceiverAsking, ...] = ()


class StatusRequest(Header, frozen=True, omit_defaults=True):
    """A 276."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = ("!BHT*0010*13*{reference}*{created_on}*{created_at}", "{payers}")
    payers: tuple[PayerAsked, ...] = ()
