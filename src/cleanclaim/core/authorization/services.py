"""What a 278 asks for: professional, institutional and dental services, and documents."""

from typing import ClassVar

from msgspec import Struct


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
