"""Who stands in 270, 271, 276, 277 and 278: names with their identifiers, addresses, and the rows they stand in.

A class here has the fields, the constant beside it the row or rows of them without the segments of one guide only.
"""

from datetime import date

from msgspec import Struct

from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.mapping.parts import Reference, Refusal

PARTY = "*{kind}*{name}*{first_name}*{middle_name}**{suffix}*{id_kind}*{id}"
TITLED_PARTY = PARTY.replace("**{suffix}", "*{prefix}*{suffix}")
PERSON = "*{kind}*{last_name}*{first_name}*{middle_name}**{suffix}"
MEMBER = f"{PERSON}*{{id_kind}}*{{member_id}}"
TITLED_MEMBER = MEMBER.replace("**{suffix}", "*{prefix}*{suffix}")
"""NM1 from its second element on."""
ADDRESS = ("N3*{street}*{street_more}", "N4*{city}*{state}*{zip}*{country}***{subdivision}")
TOLD = ("{references}", *ADDRESS, "{refusals}")
SPECIALTY = "PRV*{role}*{taxonomy_kind}*{taxonomy}"
BIRTH = "DMG*{born_on|D8}*{sex}"


class Header(Struct, frozen=True, omit_defaults=True):
    """BHT: the sender's number for the transaction and when it was made."""

    reference: str = ""  # BHT03
    created_on: date | None = None
    created_at: str = ""  # HHMM
    also: tuple[Kept, ...] = ()


class Party(Struct, frozen=True, omit_defaults=True):
    """PARTY: an organization, or a person who is a provider."""

    name: str = ""
    id: str = ""
    id_kind: str = ""  # NM108: XX NPI, PI the payer's number, 46 a trading partner's, FI tax number …
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "2"  # NM102: 1 person, 2 organization
    also: tuple[Kept, ...] = ()


class PlacedParty(Party, frozen=True, omit_defaults=True):
    """PARTY and ADDRESS."""

    street: str = ""
    street_more: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    subdivision: str = ""


class Provider(PlacedParty, frozen=True, omit_defaults=True):
    """PARTY, TOLD and SPECIALTY: who gives the care, or asks for it."""

    entity: str = "1P"  # NM101
    references: tuple[Reference, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    role: str = ""  # PRV01
    taxonomy_kind: str = ""
    taxonomy: str = ""


class Person(Struct, frozen=True, omit_defaults=True):
    """PERSON: a subscriber or a dependent by name."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    kind: str = "1"  # NM102: 1 person, 2 organization
    also: tuple[Kept, ...] = ()


class Patient(Person, frozen=True, omit_defaults=True):
    """PERSON, TOLD, BIRTH and the first two elements of INS."""

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
    insured: str = ""  # INS01
    relationship: str = ""  # INS02
