"""A 278 request (005010X217): may this patient have these services?"""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.authorization.parts import (
    Code,
    DentalWork,
    Organization,
    Patient,
    Procedure,
    Provider,
    Requester,
    Review,
    ServiceProvider,
    Stay,
    Tooth,
    Transport,
)
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period

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
EVENT = (
    "!UM*{category}*{certification}*{service_type}*{facility}:{facility_kind}*{causes#3}:{cause_state}:{cause_country}"
    "*{urgency}*{condition}*{prognosis}*{release}*{delay_reason}",
)
SERVICE = (
    "DTP*472*{service}",
    "{procedure}",
    "{stay}",
    "{dental}",
    "{teeth}",
    "{deliveries}",
    "{attachments}",
    "MSG*{message}",
)
DATES = (
    "REF*BB*{previous_number}",
    "REF*NT*{previous_reference}",
    "DTP*439*{accident_on|D8}",
    "DTP*484*{last_period_on|D8}",
    "DTP*ABC*{birth_expected_on|D8}",
    "DTP*431*{onset_on|D8}",
    "DTP*AAH*{event}",
    "DTP*435*{admission}",
    "DTP*096*{discharge}",
)


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


class Service(Review, frozen=True, omit_defaults=True):
    """Loop 2000F: one service of the event."""

    procedure: Procedure | None = None
    stay: Stay | None = None
    dental: DentalWork | None = None
    teeth: tuple[Tooth, ...] = ()
    service: Period | None = None
    providers: tuple[ServiceProvider, ...] = ()


class ServiceAsked(Service, frozen=True, omit_defaults=True):
    """Loop 2000F of a request."""

    level: ClassVar[str] = "SS"
    loop: ClassVar[str] = "2000F"
    rows: ClassVar[tuple[str, ...]] = (
        "{traces}",
        "UM*{category}*{certification}*{service_type}*{facility}:{facility_kind}",
        "REF*BB*{previous_number}",
        "REF*NT*{previous_reference}",
        *SERVICE,
        "{providers}",
    )
    also: tuple[Kept, ...] = ()


class Event(Review, frozen=True, omit_defaults=True):
    """Loop 2000E: what happens to the patient.  Certificates (CRC, CR1 to CR6) are kept in `also`."""

    causes: tuple[str, ...] = ()  # UM05: AA auto, EM work, OA other
    cause_state: str = ""
    cause_country: str = ""
    urgency: str = ""  # UM06: E elective, U urgent, 03 emergency
    condition: str = ""
    prognosis: str = ""
    release: str = ""
    delay_reason: str = ""
    accident_on: date | None = None
    last_period_on: date | None = None
    birth_expected_on: date | None = None
    onset_on: date | None = None
    event: Period | None = None
    admission: Period | None = None
    discharge: Period | None = None
    diagnoses: tuple[Code, ...] = ()
    admission_type: str = ""  # CL1
    admission_source: str = ""
    patient_status: str = ""
    residence: str = ""
    providers: tuple[Provider, ...] = ()


class EventAsked(Event, frozen=True, omit_defaults=True):
    """Loop 2000E of a request."""

    level: ClassVar[str] = "EV"
    loop: ClassVar[str] = "2000E"
    rows: ClassVar[tuple[str, ...]] = (
        "{traces}",
        *EVENT,
        *DATES,
        "HI*{diagnoses#12+}",
        "{deliveries}",
        "CL1*{admission_type}*{admission_source}*{patient_status}*{residence}",
        "{attachments}",
        "MSG*{message}",
        "{providers}",
        "{transports}",
        "{reviewers}",
        "{services}",
    )
    transports: tuple[Transport, ...] = ()
    reviewers: tuple[OtherReviewer, ...] = ()
    services: tuple[ServiceAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class DependentAsked(Patient, frozen=True, omit_defaults=True):
    """Loops 2000D and 2010D."""

    level: ClassVar[str] = "23"
    loop: ClassVar[str] = "2000D 2010D"
    rows: ClassVar[tuple[str, ...]] = (*DEPENDENT, "{events}")
    insured: str = ""
    birth_order: str = ""
    events: tuple[EventAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class SubscriberAsked(Patient, frozen=True, omit_defaults=True):
    """Loops 2000C and 2010C."""

    level: ClassVar[str] = "22"
    loop: ClassVar[str] = "2000C 2010C"
    rows: ClassVar[tuple[str, ...]] = (*SUBSCRIBER, "{dependents}", "{events}")
    member_id: str = ""
    id_kind: str = "MI"
    prefix: str = ""
    insured: str = ""
    employment: str = ""  # INS08
    dependents: tuple[DependentAsked, ...] = ()
    events: tuple[EventAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class RequesterAsking(Struct, frozen=True, omit_defaults=True):
    """Loop 2000B."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B"
    rows: ClassVar[tuple[str, ...]] = ("{requester}", "{subscribers}")
    requester: Requester | None = None
    subscribers: tuple[SubscriberAsked, ...] = ()
    also: tuple[Kept, ...] = ()


class OrganizationAsked(Struct, frozen=True, omit_defaults=True):
    """Loop 2000A."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A"
    rows: ClassVar[tuple[str, ...]] = ("{organization}", "{requesters}")
    organization: Organization | None = None
    requesters: tuple[RequesterAsking, ...] = ()
    also: tuple[Kept, ...] = ()


class AuthorizationRequest(Struct, frozen=True, omit_defaults=True):
    """A 278 that asks."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = (
        "!BHT*0007*{purpose}*{reference}*{created_on}*{created_at}*{kind}",
        "{organizations}",
    )
    reference: str = ""  # BHT03
    created_on: date | None = None
    created_at: str = ""
    purpose: str = "13"  # BHT02: 13 asks, 01 takes back, 36 asks again
    kind: str = ""  # BHT06: RU reserves services
    organizations: tuple[OrganizationAsked, ...] = ()
    also: tuple[Kept, ...] = ()
