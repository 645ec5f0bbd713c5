"""What is asked or decided of an event and of a service; request and answer share it."""

from datetime import date

from msgspec import Struct

from cleanclaim.core.authorization.people import Provider, ServiceProvider
from cleanclaim.core.authorization.services import Attachment, DentalWork, Procedure, Stay, Tooth
from cleanclaim.core.x12.mapping import Period
from cleanclaim.core.x12.mapping.parts import Delivery, Trace

Code = tuple[str, ...]
"""A code of HI: its list (ABK, BF …), the code, and where given D8 and a day."""
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


class Service(Review, frozen=True, omit_defaults=True):
    """Loop 2000F: one service of the event."""

    procedure: Procedure | None = None
    stay: Stay | None = None
    dental: DentalWork | None = None
    teeth: tuple[Tooth, ...] = ()
    service: Period | None = None
    providers: tuple[ServiceProvider, ...] = ()


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
