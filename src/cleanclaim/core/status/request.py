"""A 276 (005010X212): who asks whom about which claims."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period


class LineAsked(Struct, frozen=True, omit_defaults=True):
    """Loop 2210: one service line."""

    loop: ClassVar[str] = "2210D"
    rows: ClassVar[tuple[str, ...]] = (
        "!SVC*{procedure_kind}:{procedure}:{modifiers#4}*{charge}**{revenue_code}***{units}",
        "REF*FJ*{control_number}",
        "DTP*472*{service}",
    )
    procedure: str  # SVC01-2
    charge: int | None = None  # SVC02, cents
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    units: str = ""  # a decimal as text
    control_number: str = ""  # the line's own, of the 837
    service: Period | None = None
    also: tuple[Kept, ...] = ()


class ClaimAsked(Struct, frozen=True, omit_defaults=True):
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
    trace_number: str  # TRN02, which the answer gives back
    payer_claim_control_number: str = ""
    type_of_bill: str = ""
    location_number: str = ""
    group_number: str = ""
    patient_control_number: str = ""  # CLM01 of the claim
    prescription_number: str = ""
    clearinghouse_number: str = ""
    charge: int | None = None  # cents
    service: Period | None = None
    lines: tuple[LineAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class DependentAsked(Struct, frozen=True, omit_defaults=True):
    """Loops 2000E and 2100E: a patient who is not the subscriber."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000E 2100E"
    rows: ClassVar[tuple[str, ...]] = (
        "DMG*{born_on|D8}*{sex}",
        "!NM1*QC*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}",
        "{claims}",
    )
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    born_on: date | None = None
    sex: str = ""
    kind: str = "1"  # NM102: a person
    claims: tuple[ClaimAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class SubscriberAsked(Struct, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D: a subscriber with claims of the own or of dependents."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (
        "DMG*{born_on|D8}*{sex}",
        "!NM1*IL*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{member_id}",
        "{claims}",
        "{dependents}",
    )
    member_id: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    born_on: date | None = None
    sex: str = ""
    kind: str = "1"  # NM102: 1 person, 2 organization
    id_kind: str = "MI"  # NM108
    claims: tuple[ClaimAsked, ...] = ()
    dependents: tuple[DependentAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class ProviderAsking(Struct, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C: the provider whose claims are asked for."""

    level: ClassVar[str] = "19"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*1P*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}",
        "{subscribers}",
    )
    name: str = ""
    id: str = ""
    id_kind: str = "XX"  # NM108: XX NPI, FI tax number, SV the payer's number
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "2"  # NM102: 1 person, 2 organization
    subscribers: tuple[SubscriberAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class ReceiverAsking(Struct, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B: who asks and receives the answer."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B 2100B"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*41*{kind}*{name}*{first_name}*{middle_name}***{id_kind}*{id}",
        "{providers}",
    )
    name: str = ""
    id: str = ""
    first_name: str = ""
    middle_name: str = ""
    kind: str = "2"
    id_kind: str = "46"
    providers: tuple[ProviderAsking, ...] = ()
    also: tuple[Kept, ...] = ()


class PayerAsked(Struct, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A: the payer that is asked."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A 2100A"
    rows: ClassVar[tuple[str, ...]] = ("!NM1*PR*{kind}*{name}*****{id_kind}*{id}", "{receivers}")
    name: str = ""
    id: str = ""
    id_kind: str = "PI"
    kind: str = "2"
    receivers: tuple[ReceiverAsking, ...] = ()
    also: tuple[Kept, ...] = ()


class StatusRequest(Struct, frozen=True, omit_defaults=True):
    """A 276."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = ("!BHT*0010*13*{reference}*{created_on}*{created_at}", "{payers}")
    reference: str = ""  # BHT03
    created_on: date | None = None
    created_at: str = ""  # HHMM
    payers: tuple[PayerAsked, ...] = ()
    also: tuple[Kept, ...] = ()
