"""What the request (278) and its answer share: people, providers, services."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parts import Contact, Delivery, Reference, Refusal, Trace

Code = tuple[str, ...]
"""A code of HI: its list (ABK, BF …), the code, and where given D8 and a day."""


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


class Attachment(Struct, frozen=True, omit_defaults=True):
    """One PWK: a document that comes with the request, or that the payer asks for."""

    rows: ClassVar[tuple[str, ...]] = ("PWK*{report}*{sent_by}***{number_kind}*{number}*{description}",)
    report: str
    sent_by: str
    number_kind: str = ""  # AC where there is a number
    number: str = ""
    description: str = ""


class Procedure(Struct, frozen=True, omit_defaults=True):
    """SV1: a professional service.  `charge` in cents."""

    rows: ClassVar[tuple[str, ...]] = (
        "SV1*{code_kind}:{code}:{modifiers#4}:{description}:{last_code}*{charge}*{unit}*{units}***{pointers#4}:"
        "****{is_screening}*********{care_level}",
    )
    code: str
    code_kind: str = "HC"
    modifiers: tuple[str, ...] = ()
    description: str = ""
    last_code: str = ""  # of a range of codes
    charge: int | None = None
    unit: str = ""
    units: str = ""
    pointers: tuple[str, ...] = ()
    is_screening: str = ""
    care_level: str = ""


class Stay(Struct, frozen=True, omit_defaults=True):
    """SV2: an institutional service."""

    rows: ClassVar[tuple[str, ...]] = (
        "SV2*{revenue_code}*{code_kind}:{code}:{modifiers#4}:{description}:{last_code}*{charge}*{unit}*{units}*{rate}"
        "***{residence}*{care_level}",
    )
    revenue_code: str = ""
    code: str = ""
    code_kind: str = ""
    modifiers: tuple[str, ...] = ()
    description: str = ""
    last_code: str = ""
    charge: int | None = None
    unit: str = ""
    units: str = ""
    rate: str = ""
    residence: str = ""
    care_level: str = ""


class Tooth(Struct, frozen=True, omit_defaults=True):
    """TOO: a tooth and its surfaces."""

    rows: ClassVar[tuple[str, ...]] = ("TOO*JP*{number}*{surfaces#5}:",)
    number: str
    surfaces: tuple[str, ...] = ()


class DentalWork(Struct, frozen=True, omit_defaults=True):
    """SV3: a dental service."""

    rows: ClassVar[tuple[str, ...]] = (
        "SV3*{code_kind}:{code}:{modifiers#4}:{description}:{last_code}*{charge}**{cavities#5}:*{prosthesis}*{units}*{note}",
    )
    code: str
    code_kind: str = "AD"
    modifiers: tuple[str, ...] = ()
    description: str = ""
    last_code: str = ""
    charge: int | None = None
    cavities: tuple[str, ...] = ()
    prosthesis: str = ""  # I first, R replacement
    units: str = ""
    note: str = ""


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


class Review(Struct, frozen=True, omit_defaults=True):
    """What is asked or decided of an event or a service: UM and its earlier numbers."""

    traces: tuple[Trace, ...] = ()
    category: str = ""  # UM01: AR admission, HS services, SC specialist, IN reservation
    certification: str = ""  # UM02: I first, R renewal, S revised, 3 canceled, 4 extended …
    service_type: str = ""  # UM03
    facility: str = ""  # UM04-1: place of service, or two digits of the type of bill
    facility_kind: str = ""  # UM04-2: B place of service, A type of bill
    previous_number: str = ""  # REF*BB, the authorization before
    previous_reference: str = ""  # REF*NT, the payer's own number of the review
    deliveries: tuple[Delivery, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    message: str = ""
