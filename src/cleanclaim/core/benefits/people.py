"""Who stands in a 270 and a 271: payer, provider, subscriber, dependent."""

from datetime import date

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parts import Contact, Dated, Reference, Refusal, Trace

Code = tuple[str, ...]
"""A code of HI: its list (ABK, BF …) and the code."""
HEAD = "!BHT*0022*{purpose}*{reference}*{created_on}*{created_at}"
PAYER = (
    "!NM1*{entity}*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}",
    "{contacts}",
    "{refusals}",
)
PROVIDER = (
    "!NM1*{entity}*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}",
    "{references}",
    "N3*{street}*{street_more}",
    "N4*{city}*{state}*{zip}*{country}***{subdivision}",
    "{refusals}",
    "PRV*{role}*{taxonomy_kind}*{taxonomy}",
)
_PERSON = (
    "{references}",
    "N3*{street}*{street_more}",
    "N4*{city}*{state}*{zip}*{country}***{subdivision}",
    "{refusals}",
    "PRV*{role}*{taxonomy_kind}*{taxonomy}",
    "DMG*{born_on|D8}*{sex}",
    f"INS*{{insured}}*{{relationship}}*{{maintenance}}*{{maintenance_reason}}{'*' * 13}{{birth_order}}",
    "HI*{diagnoses#8+}",
    "{dates}",
)
_NAME = "*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{member_id}"
SUBSCRIBER = ("{traces}", f"!NM1*IL{_NAME}", *_PERSON)
DEPENDENT = ("{traces}", f"!NM1*03{_NAME}", *_PERSON)


class Header(Struct, frozen=True, omit_defaults=True):
    """BHT."""

    reference: str = ""  # BHT03
    created_on: date | None = None
    created_at: str = ""
    purpose: str = ""  # BHT02


class Source(Struct, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A: the payer."""

    name: str = ""
    id: str = ""
    id_kind: str = "PI"
    entity: str = "PR"  # NM101
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "2"
    contacts: tuple[Contact, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Receiver(Struct, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B: the provider."""

    name: str = ""
    id: str = ""
    id_kind: str = "XX"
    entity: str = "1P"
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "2"
    references: tuple[Reference, ...] = ()
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""
    refusals: tuple[Refusal, ...] = ()
    role: str = ""  # PRV01
    taxonomy_kind: str = ""
    taxonomy: str = ""


class Insured(Struct, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C, or 2000D and 2100D: a person."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "1"
    id_kind: str = ""
    member_id: str = ""
    traces: tuple[Trace, ...] = ()
    references: tuple[Reference, ...] = ()
    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""
    refusals: tuple[Refusal, ...] = ()
    role: str = ""
    taxonomy_kind: str = ""
    taxonomy: str = ""
    born_on: date | None = None
    sex: str = ""
    insured: str = ""  # INS01
    relationship: str = ""  # INS02
    maintenance: str = ""
    maintenance_reason: str = ""
    birth_order: str = ""
    diagnoses: tuple[Code, ...] = ()
    dates: tuple[Dated, ...] = ()


Also = tuple[Kept, ...]
