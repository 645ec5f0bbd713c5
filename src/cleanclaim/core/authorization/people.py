"""Who stands in a 278: payer, requester, patient, providers, drivers; and the levels that hold them."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import parties
from cleanclaim.core.x12.mapping.parties import BIRTH, PARTY, PERSON, SPECIALTY, TITLED_MEMBER, TITLED_PARTY, TOLD
from cleanclaim.core.x12.mapping.parts import Contact, Refusal

*_PLACED, _REFUSALS = TOLD


class Provider(parties.Provider, frozen=True, omit_defaults=True):
    """Loop 2010EA, 2010F or 2010FA: who gives the care (71 attending, SJ serving, FA facility …)."""

    loop: ClassVar[str] = "2010EA"
    rows: ClassVar[tuple[str, ...]] = (
        f"!NM1*{{entity}}{TITLED_PARTY}",
        *_PLACED,
        "{contact}",
        _REFUSALS,
        SPECIALTY,
    )
    entity: str = "SJ"  # NM101
    prefix: str = ""
    contact: Contact | None = None


class ServiceProvider(Provider, frozen=True, omit_defaults=True):
    """Loop 2010F of a request, 2010FA of an answer."""

    loop: ClassVar[str] = "2010F|2010FA"


class Requester(Provider, frozen=True, omit_defaults=True):
    """Loop 2010B: who asks; 1P provider, FA facility."""

    loop: ClassVar[str] = "2010B"
    entity: str = "1P"


class Organization(parties.Party, frozen=True, omit_defaults=True):
    """Loop 2010A: the payer or reviewer that decides."""

    loop: ClassVar[str] = "2010A"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*X3{PARTY}", "{contact}", "{refusals}")
    id_kind: str = "PI"
    contact: Contact | None = None
    refusals: tuple[Refusal, ...] = ()


class Dependent(parties.Patient, frozen=True, omit_defaults=True):
    """Loops 2000D and 2010D."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000D 2010D"
    rows: ClassVar[tuple[str, ...]] = (
        f"!NM1*QC{PERSON}",
        *TOLD,
        BIRTH,
        f"INS*{{insured}}*{{relationship}}{'*' * 15}{{birth_order}}",
        "{events}",
    )
    birth_order: str = ""


class Subscriber(parties.Patient, frozen=True, omit_defaults=True):
    """Loops 2000C and 2010C."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000C 2010C"
    rows: ClassVar[tuple[str, ...]] = (
        f"!NM1*IL{TITLED_MEMBER}",
        *TOLD,
        BIRTH,
        "INS*{insured}*{relationship}******{employment}",
        "{dependents}",
        "{events}",
    )
    member_id: str = ""
    id_kind: str = "MI"
    prefix: str = ""
    employment: str = ""  # INS08


class Asker(Struct, frozen=True, omit_defaults=True):
    """Loop 2000B: the level of the requester."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B"
    rows: ClassVar[tuple[str, ...]] = ("{requester}", "{subscribers}")
    requester: Requester | None = None
    also: tuple[Kept, ...] = ()


class Transport(Struct, frozen=True, omit_defaults=True):
    """Where the patient is fetched or brought (2010EB of a request, 2010EC of an answer)."""

    loop: ClassVar[str] = "2010EB"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*{entity}*{kind}*{name}",
        "N3*{street}*{street_more}",
        "N4*{city}*{state}*{zip}",
    )
    entity: str  # PW pick-up, ND next stop, R3 next, FS last, 45 drop-off
    name: str = ""
    kind: str = "2"
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    also: tuple[Kept, ...] = ()


class AnsweredTransport(Transport, frozen=True, omit_defaults=True):
    """The same in an answer."""

    loop: ClassVar[str] = "2010EC"


class OtherReviewer(Struct, frozen=True, omit_defaults=True):
    """Loop 2010EC: another organization that said no before."""

    loop: ClassVar[str] = "2010EC"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*{entity}*{kind}*{name}",
        "REF*ZZ*{reason}**{second_kind}:{second_reason}:{third_kind}:{third_reason}:{fourth_kind}:{fourth_reason}",
        "DTP*598*{denied_on|D8}",
    )
    entity: str
    name: str = ""
    kind: str = "2"
    reason: str = ""
    second_kind: str = ""
    second_reason: str = ""
    third_kind: str = ""
    third_reason: str = ""
    fourth_kind: str = ""
    fourth_reason: str = ""
    denied_on: date | None = None
    also: tuple[Kept, ...] = ()
