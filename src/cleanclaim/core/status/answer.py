"""A 277 (005010X212): what became of the claims that were asked for."""

from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.status.claims import Line, NumberedClaim
from cleanclaim.core.status.status import Status
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parties import MEMBER, PARTY, PERSON, Header, Party, Person


class LineStatus(Line, frozen=True, omit_defaults=True):
    """Loop 2220: one service line and its statuses."""

    loop: ClassVar[str] = "2220D"
    rows: ClassVar[tuple[str, ...]] = (
        "!SVC*{procedure_kind}:{procedure}:{modifiers#4}*{charge}*{paid}*{revenue_code}***{units}",
        "{statuses}",
        "REF*FJ*{control_number}",
        "DTP*472*{service}",
    )
    paid: int | None = None  # SVC03, cents
    statuses: tuple[Status, ...] = ()


class ClaimStatusAnswer(NumberedClaim, frozen=True, omit_defaults=True):
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
    statuses: tuple[Status, ...] = ()
    voucher: str = ""
    lines: tuple[LineStatus, ...] = ()


class DependentAnswered(Person, frozen=True, omit_defaults=True):
    """Loops 2000E and 2100E."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000E 2100E"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*QC{PERSON}", "{claims}")
    claims: tuple[ClaimStatusAnswer, ...] = ()


class SubscriberAnswered(Person, frozen=True, omit_defaults=True):
    """Loops 2000D and 2100D."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000D 2100D"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*IL{MEMBER}", "{claims}", "{dependents}")
    member_id: str = ""
    id_kind: str = "MI"
    claims: tuple[ClaimStatusAnswer, ...] = ()
    dependents: tuple[DependentAnswered, ...] = ()


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


class ProviderAnswered(Party, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C."""

    level: ClassVar[str] = "19"
    loop: ClassVar[str] = "2000C 2100C"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*1P{PARTY}", "{refused}", "{subscribers}")
    id_kind: str = "XX"
    refused: ProviderStatus | None = None
    subscribers: tuple[SubscriberAnswered, ...] = ()


class ReceiverAnswered(Party, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B 2100B"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*41{PARTY}", "{refused}", "{providers}")
    id_kind: str = "46"
    refused: ReceiverStatus | None = None
    providers: tuple[ProviderAnswered, ...] = ()


class PayerAnswering(Party, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A; `numbers` are kinds and numbers to call: TE, EX, FX, EM."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A 2100A"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*PR{PARTY}", "PER*IC*{contact_name}*{numbers#6}", "{receivers}")
    id_kind: str = "PI"
    contact_name: str = ""
    numbers: tuple[str, ...] = ()
    receivers: tuple[ReceiverAnswered, ...] = ()


class StatusAnswer(Header, frozen=True, omit_defaults=True):
    """A 277 of 005010X212; the 277CA, which comes unasked, is `core.acknowledgment`'s."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = ("!BHT*0010*08*{reference}*{created_on}*{created_at}*DG", "{payers}")
    payers: tuple[PayerAnswering, ...] = ()
