"""A 277 (005010X212): what became of the claims that were asked for."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.status.status import Status
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period


class LineStatus(Struct, frozen=True, omit_defaults=True):
    """Loop 2220: one service line and its statuses."""

    loop: ClassVar[str] = "2220D"
    rows: ClassVar[tuple[str, ...]] = (
        "!SVC*{procedure_kind}:{procedure}:{modifiers#4}*{charge}*{paid}*{revenue_code}***{units}",
        "{statuses}",
        "REF*FJ*{control_number}",
        "DTP*472*{service}",
    )
    procedure: str
    charge: int | None = None  # SVC02, cents
    paid: int | None = None  # SVC03, cents
    procedure_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    units: str = ""
    statuses: tuple[Status, ...] = ()
    control_number: str = ""
    service: Period | None = None
    also: tuple[Kept, ...] = ()


class ClaimStatusAnswer(Struct, frozen=True, omit_defaults=True):
    """Loop 2200D or 2200E: one claim and its statuses."""

    loop: ClassVar[str] = "2200D"
    rows: ClassVar[tuple[str, ...]] = (
        "!TRN*2*{trace_number}",
        "{statuses}",
        "REF*1K*{payer_claim_control_number}",
        "REF*BLT*{type_of_bill}",
        "REF*EJ*{patient_control_number}",
        "REF*XZ*{prescription_number}",
        "REF*VV*{voucher}",
        "REF*D9*{clearinghouse_number}",
        "DTP*472*{service}",
        "{lines}",
    )
    trace_number: str  # TRN02, of the question
    statuses: tuple[Status, ...] = ()
    payer_claim_control_number: str = ""
    type_of_bill: str = ""
    patient_control_number: str = ""
    prescription_number: str = ""
    voucher: str = ""
    clearinghouse_number: str = ""
    service: Period | None = None
    lines: tuple[LineStatus, ...] = ()
    also: tuple[Kept, ...] = ()


class DependentAnswered(Struct, frozen=True, omit_defaults=True):
    """Loops 2000E and 2100E."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000E 2100E"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*QC*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}",
        "{claims}",
    )
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "1"
    claims: tuple[ClaimStatusAnswer, ...] = ()
    also: tuple[Kept, ...] = ()


class SubscriberAnswered(Struct, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*IL*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{member_id}",
        "{claims}",
        "{dependents}",
    )
    member_id: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "1"
    id_kind: str = "MI"
    claims: tuple[ClaimStatusAnswer, ...] = ()
    dependents: tuple[DependentAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class ProviderStatus(Struct, frozen=True, omit_defaults=True):
    """Loop 2200C: why nothing is said of the provider's claims."""

    loop: ClassVar[str] = "2200C"
    rows: ClassVar[tuple[str, ...]] = ("!TRN*1*{trace_number}", "{statuses}")
    trace_number: str = "0"
    statuses: tuple[Status, ...] = ()
    also: tuple[Kept, ...] = ()


class ReceiverStatus(Struct, frozen=True, omit_defaults=True):
    """Loop 2200B: why nothing is said to the receiver."""

    loop: ClassVar[str] = "2200B"
    rows: ClassVar[tuple[str, ...]] = ("!TRN*2*{trace_number}", "{statuses}")
    trace_number: str
    statuses: tuple[Status, ...] = ()
    also: tuple[Kept, ...] = ()


class ProviderAnswered(Struct, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C."""

    level: ClassVar[str] = "19"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*1P*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}",
        "{refused}",
        "{subscribers}",
    )
    name: str = ""
    id: str = ""
    id_kind: str = "XX"
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "2"
    refused: ProviderStatus | None = None
    subscribers: tuple[SubscriberAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class ReceiverAnswered(Struct, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B 2100B"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*41*{kind}*{name}*{first_name}*{middle_name}***{id_kind}*{id}",
        "{refused}",
        "{providers}",
    )
    name: str = ""
    id: str = ""
    first_name: str = ""
    middle_name: str = ""
    kind: str = "2"
    id_kind: str = "46"
    refused: ReceiverStatus | None = None
    providers: tuple[ProviderAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class PayerAnswering(Struct, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A; `numbers` are kinds and numbers to call: TE, EX, FX, EM."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A 2100A"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*PR*{kind}*{name}*****{id_kind}*{id}",
        "PER*IC*{contact_name}*{numbers#6}",
        "{receivers}",
    )
    name: str = ""
    id: str = ""
    id_kind: str = "PI"
    kind: str = "2"
    contact_name: str = ""
    numbers: tuple[str, ...] = ()
    receivers: tuple[ReceiverAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class StatusAnswer(Struct, frozen=True, omit_defaults=True):
    """A 277 of 005010X212; the 277CA, which comes unasked, is `core.acknowledgment`'s."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = ("!BHT*0010*08*{reference}*{created_on}*{created_at}*DG", "{payers}")
    reference: str = ""  # BHT03
    created_on: date | None = None
    created_at: str = ""
    payers: tuple[PayerAnswering, ...] = ()
    also: tuple[Kept, ...] = ()
