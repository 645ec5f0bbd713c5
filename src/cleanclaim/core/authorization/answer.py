"""A 278 answer (005010X217): what the payer certifies, and why not."""

from datetime import date
from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.authorization.people import AnsweredTransport, Asker, Dependent, Organization, Subscriber
from cleanclaim.core.authorization.review import DATES, EVENT, SERVICE, Event, Service
from cleanclaim.core.codesets.answers import decision_words
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping import Period
from cleanclaim.core.x12.mapping.parties import ADDRESS, PARTY, Header, PlacedParty
from cleanclaim.core.x12.mapping.parts import Contact, Refusal

_IN_FORCE = ("DTP*102*{issued_on|D8}", "DTP*036*{expires_on|D8}", "DTP*007*{effective}")


class Decision(Struct, frozen=True, omit_defaults=True):
    """HCR: what the payer decided."""

    rows: ClassVar[tuple[str, ...]] = ("HCR*{action}*{number}*{reason}*{second_opinion}",)
    action: str  # HCR01: A1 certified, A2 in part, A3 not, A4 pended, A6 modified …
    number: str = ""  # HCR02, the authorization number
    reason: str = ""  # HCR03
    second_opinion: str = ""  # HCR04: Y a second opinion is required

    @property
    def words(self) -> str:
        """Action and reason in a sentence."""
        return decision_words(self.action, self.reason)


class MoreAboutEvent(PlacedParty, frozen=True, omit_defaults=True):
    """Loop 2010EB: whom to send what the payer still wants."""

    loop: ClassVar[str] = "2010EB"
    rows: ClassVar[tuple[str, ...]] = (f"!NM1*L5{PARTY}", *ADDRESS, "{contact}")
    contact: Contact | None = None


class MoreAboutService(MoreAboutEvent, frozen=True, omit_defaults=True):
    """Loop 2010FB."""

    loop: ClassVar[str] = "2010FB"


class ServiceAnswered(Service, frozen=True, omit_defaults=True):
    """Loop 2000F of an answer."""

    level: ClassVar[str] = "SS"
    loop: ClassVar[str] = "2000F"
    rows: ClassVar[tuple[str, ...]] = (
        "{traces}",
        "{refusals}",
        "UM*{category}*{certification}*{service_type}*{facility}:{facility_kind}",
        "{decision}",
        "REF*BB*{previous_number}",
        "REF*NT*{previous_reference}",
        SERVICE[0],
        *_IN_FORCE,
        *SERVICE[1:],
        "{providers}",
        "{more}",
    )
    refusals: tuple[Refusal, ...] = ()
    decision: Decision | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    effective: Period | None = None
    more: MoreAboutService | None = None
    also: tuple[Kept, ...] = ()


class EventAnswered(Event, frozen=True, omit_defaults=True):
    """Loop 2000E of an answer."""

    level: ClassVar[str] = "EV"
    loop: ClassVar[str] = "2000E"
    rows: ClassVar[tuple[str, ...]] = (
        "{traces}",
        "{refusals}",
        *EVENT,
        "{decision}",
        *DATES,
        *_IN_FORCE,
        "HI*{diagnoses#12+}",
        "{deliveries}",
        "CL1*{admission_type}*{admission_source}*{patient_status}*{residence}",
        "{attachments}",
        "MSG*{message}",
        "{providers}",
        "{more}",
        "{transports}",
        "{services}",
    )
    refusals: tuple[Refusal, ...] = ()
    decision: Decision | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    effective: Period | None = None
    more: MoreAboutEvent | None = None
    transports: tuple[AnsweredTransport, ...] = ()
    services: tuple[ServiceAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class DependentAnswered(Dependent, frozen=True, omit_defaults=True):
    """A dependent whose events follow."""

    events: tuple[EventAnswered, ...] = ()


class SubscriberAnswered(Subscriber, frozen=True, omit_defaults=True):
    """A subscriber, with events of the own or of dependents."""

    dependents: tuple[DependentAnswered, ...] = ()
    events: tuple[EventAnswered, ...] = ()


class RequesterAnswered(Asker, frozen=True, omit_defaults=True):
    """The requester with the subscribers asked for."""

    subscribers: tuple[SubscriberAnswered, ...] = ()


class OrganizationAnswering(Struct, frozen=True, omit_defaults=True):
    """Loop 2000A."""

    level: ClassVar[str] = "20"
    loop: ClassVar[str] = "2000A"
    rows: ClassVar[tuple[str, ...]] = ("{refusals}", "{organization}", "{requesters}")
    refusals: tuple[Refusal, ...] = ()
    organization: Organization | None = None
    requesters: tuple[RequesterAnswered, ...] = ()
    also: tuple[Kept, ...] = ()


class AuthorizationAnswer(Header, frozen=True, omit_defaults=True):
    """A 278 that answers."""

    loop: ClassVar[str] = "Transaction"
    rows: ClassVar[tuple[str, ...]] = (
        "!BHT*0007*{purpose}*{reference}*{created_on}*{created_at}*{kind}",
        "{organizations}",
    )
    purpose: str = "11"
    kind: str = "18"  # BHT06: 18 no further answer follows, 19 one does, RU reservation, AT asks for more
    organizations: tuple[OrganizationAnswering, ...] = ()
