"""A 278 request (005010X217): may this patient have these services?"""

from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.authorization.people import Asker, Dependent, Organization, OtherReviewer, Subscriber, Transport
from cleanclaim.core.authorization.review import DATES, EVENT, SERVICE, Event, Service
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parties import Header


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


class DependentAsked(Dependent, frozen=True, omit_defaults=True):
    """A dependent whose events follow."""

    events: tuple[EventAsked, ...] = ()


class SubscriberAsked(Subscriber, frozen=True, omit_defaults=True):
    """A subscriber, with events of the own or of dependents."""

    dependents: tuple[DependentAsked, ...] = ()
    events: tuple[EventAsked, ...] = ()


class RequesterAsking(Asker, frozen=True, omit_defaults=True):
    """The requester with the subscribers asked for."""

    subscribers: tuple[SubscriberAsked, ...] = ()


class OrganizationAsked(Struct, frozen=True, omit_defaults=True):
    """Loop 2000A."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A"
    rows: ClassVar[tuple[str, ...]] = ("{organization}", "{requesters}")
    organization: Organization | None = None
    requesters: tuple[RequesterAsking, ...] = ()
    also: tuple[Kept, ...] = ()


class AuthorizationRequest(Header, frozen=True, omit_defaults=True):
    """A 278 that asks."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = (
        "!BHT*0007*{purpose}*{reference}*{created_on}*{created_at}*{kind}",
        "{organizations}",
    )
    purpose: str = "13"  # BHT02: 13 asks, 01 takes back, 36 asks again
    kind: str = ""  # BHT06: RU reserves services
    organizations: tuple[OrganizationAsked, ...] = ()
