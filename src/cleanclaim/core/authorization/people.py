"""Who stands in a 278: payer, requester, patient, providers, drivers."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parts import Contact, Reference, Refusal

SUBSCRIBER = (
    "!NM1*IL*{kind}*{last_name}*{first_name}*{middle_name}*{prefix}*{suffix}*{id_kind}*{member_id}",
    "{references}",
    "N3*{street}*{street_more}",
    "N4*{city}*{state}*{zip}*{country}***{subdivision}",
    "{refusals}",
    "DMG*{born_on|D8}*{sex}",
    "INS*{insured}*{relationship}******{employment}",
)
DEPENDENT = (
    "!NM1*QC*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}",
    "{references}",
    "N3*{street}*{street_more}",
    "N4*{city}*{state}*{zip}*{country}***{subdivision}",
    "{refusals}",
    "DMG*{born_on|D8}*{sex}",
    f"INS*{{insured}}*{{relationship}}{'*' * 15}{{birth_order}}",
)


class Named(Struct, frozen=True, omit_defaults=True):
    """Who somebody is (NM1): `kind` 1 person, 2 organization."""

    name: str = ""
    id: str = ""
    first_name: str = ""
    middle_name: str = ""
    prefix: str = ""
    suffix: str = ""
    kind: str = "2"


class Provider(Named, frozen=True, omit_defaults=True):
    """Loop 2010EA, 2010F or 2010FA: who gives the care (71 attending, SJ serving, FA facility …)."""

    loop: ClassVar[str] = "2010EA"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*{entity}*{kind}*{name}*{first_name}*{middle_name}*{prefix}*{suffix}*{id_kind}*{id}",
        "{references}",
        "N3*{street}*{street_more}",
        "N4*{city}*{state}*{zip}*{country}***{subdivision}",
        "{contact}",
        "{refusals}",
        "PRV*{role}*{taxonomy_kind}*{taxonomy}",
    )
    entity: str = "SJ"  # NM101
    id_kind: str = ""  # NM108: XX, 24, 34, 46
    references: tuple[Reference, ...] = ()
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""
    contact: Contact | None = None
    refusals: tuple[Refusal, ...] = ()
    role: str = ""  # PRV01
    taxonomy_kind: str = ""
    taxonomy: str = ""
    also: tuple[Kept, ...] = ()


class ServiceProvider(Provider, frozen=True, omit_defaults=True):
    """Loop 2010F of a request, 2010FA of an answer."""

    loop: ClassVar[str] = "2010F|2010FA"


class Requester(Provider, frozen=True, omit_defaults=True):
    """Loop 2010B: who asks; 1P provider, FA facility."""

    loop: ClassVar[str] = "2010B"
    entity: str = "1P"


class Organization(Named, frozen=True, omit_defaults=True):
    """Loop 2010A: the payer or reviewer that decides."""

    loop: ClassVar[str] = "2010A"
    rows: ClassVar[tuple[str, ...]] = (
        "!NM1*X3*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}",
        "{contact}",
        "{refusals}",
    )
    id_kind: str = "PI"
    contact: Contact | None = None
    refusals: tuple[Refusal, ...] = ()
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


class Patient(Struct, frozen=True, omit_defaults=True):
    """A subscriber or a dependent: name, numbers, address, birth."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "1"
    references: tuple[Reference, ...] = ()
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""
    refusals: tuple[Refusal, ...] = ()
    born_on: date | None = None
    sex: str = ""
    relationship: str = ""  # INS02


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
