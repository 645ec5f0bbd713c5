"""A 278 request (005010X217): may this patient have these services?"""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.authorization.people import (
    DEPENDENT,
    SUBSCRIBER,
    Organization,
    OtherReviewer,
    Patient,
    Requester,
    Transport,
)
from cleanclaim.core.authorization.review import DATES, EVENT, SERVICE, Event, Service
from cleanclaim.core.x12 import Kept


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
