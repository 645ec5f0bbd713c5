"""Who stands in a 270 and a 271: payer, provider, subscriber, dependent."""

from typing import ClassVar

from cleanclaim.core.x12.mapping.parties import BIRTH, MEMBER, PARTY, SPECIALTY, TOLD, Header, Party, Patient, Provider
from cleanclaim.core.x12.mapping.parts import Contact, Dated, Refusal, Trace

Code = tuple[str, ...]
"""A code of HI: its list (ABK, BF …) and the code."""
HEAD = "!BHT*0022*{purpose}*{reference}*{created_on}*{created_at}"
PAYER = (f"!NM1*{{entity}}{PARTY}", "{contacts}", "{refusals}")
PROVIDER = (f"!NM1*{{entity}}{PARTY}", *TOLD, SPECIALTY)
_PERSON = (
    *TOLD,
    SPECIALTY,
    BIRTH,
    f"INS*{{insured}}*{{relationship}}*{{maintenance}}*{{maintenance_reason}}{'*' * 13}{{birth_order}}",
    "HI*{diagnoses#8+}",
    "{dates}",
)
SUBSCRIBER = ("{traces}", f"!NM1*IL{MEMBER}", *_PERSON)
DEPENDENT = ("{traces}", f"!NM1*03{MEMBER}", *_PERSON)


class Beginning(Header, frozen=True, omit_defaults=True):
    """BHT with its purpose."""

    purpose: str = ""  # BHT02


class Source(Party, frozen=True, omit_defaults=True):
    """Loops 2000A and 2100A: the payer."""

    id_kind: str = "PI"
    entity: str = "PR"  # NM101
    contacts: tuple[Contact, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Receiver(Provider, frozen=True, omit_defaults=True):
    """Loops 2000B and 2100B: the provider."""

    level: ClassVar[str] = "21"
    loop: ClassVar[str] = "2000B 2100B"
    rows: ClassVar[tuple[str, ...]] = (*PROVIDER, "{subscribers}")
    id_kind: str = "XX"


class Insured(Patient, frozen=True, omit_defaults=True):
    """Loops 2000C and 2100C, or 2000D and 2100D: a person."""

    id_kind: str = ""
    member_id: str = ""
    traces: tuple[Trace, ...] = ()
    role: str = ""
    taxonomy_kind: str = ""
    taxonomy: str = ""
    maintenance: str = ""  # INS03
    maintenance_reason: str = ""
    birth_order: str = ""
    diagnoses: tuple[Code, ...] = ()
    dates: tuple[Dated, ...] = ()
