"""Segments that many transactions repeat, each as a value."""

from typing import ClassVar

from msgspec import Struct

from cleanclaim.core.x12.mapping.period import Period


class Reference(Struct, frozen=True, omit_defaults=True):
    """One REF: the kind of number, the number, and a name or state where the guide wants one."""

    rows: ClassVar[tuple[str, ...]] = ("REF*{kind}*{value}*{description}",)
    kind: str
    value: str = ""
    description: str = ""


class Trace(Struct, frozen=True, omit_defaults=True):
    """One TRN: 1 the number of who sends this, 2 the number of who asked."""

    rows: ClassVar[tuple[str, ...]] = ("TRN*{kind}*{number}*{assigned_by}*{assigned_within}",)
    kind: str
    number: str
    assigned_by: str = ""  # TRN03: ten characters
    assigned_within: str = ""  # TRN04


class Refusal(Struct, frozen=True, omit_defaults=True):
    """One AAA: why the question could not be answered, and what to do (C correct, R send again, N do not)."""

    rows: ClassVar[tuple[str, ...]] = ("AAA*{is_valid}**{reason}*{follow_up}",)
    reason: str = ""  # AAA03, worded in core/benefits/aaa_codes.yaml
    follow_up: str = ""  # AAA04
    is_valid: str = "N"  # AAA01: Y when the question was right all the same


class Delivery(Struct, frozen=True, omit_defaults=True):
    """One HSD: how much, how often, in which pattern."""

    rows: ClassVar[tuple[str, ...]] = (
        "HSD*{quantity_kind}*{quantity}*{unit}*{every}*{period_kind}*{periods}*{frequency}*{time_of_day}",
    )
    quantity_kind: str = ""  # DY days, VS visits, HS hours …
    quantity: str = ""
    unit: str = ""  # DA, WK, MO …
    every: str = ""  # HSD04
    period_kind: str = ""
    periods: str = ""
    frequency: str = ""
    time_of_day: str = ""


class Dated(Struct, frozen=True, omit_defaults=True):
    """One DTP: what happens on a day or over days."""

    rows: ClassVar[tuple[str, ...]] = ("DTP*{kind}*{period}",)
    kind: str
    period: Period | None = None


class Message(Struct, frozen=True):
    """One MSG."""

    rows: ClassVar[tuple[str, ...]] = ("MSG*{text}",)
    text: str


class Contact(Struct, frozen=True, omit_defaults=True):
    """One PER: a name, and up to three kinds of number each with its number (TE, EX, FX, EM, UR)."""

    rows: ClassVar[tuple[str, ...]] = ("PER*IC*{name}*{numbers#6}",)
    name: str = ""
    numbers: tuple[str, ...] = ()
