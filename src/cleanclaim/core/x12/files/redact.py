"""A file made fit to be shared: every person's name, identifier, address and date replaced, the same way everywhere.

`redact.yaml` says what is replaced.  Codes, amounts, counts and organizations stay, so what was wrong with a file is
still wrong with it.  The same value gives the same replacement in every file redacted with the same key; without the
key nobody can go back.
"""

import hmac
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanclaim.core.identifiers import is_npi, npi
from cleanclaim.core.tables import read_table
from cleanclaim.core.x12.blocks import read_blocks
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.segment import Delimiters
from cleanclaim.core.x12.stream import Source

_LEAST_DAYS, _DAYS = 30, 700


class Rule(Struct, frozen=True):
    """What becomes of one element, or of one component of it."""

    position: int
    component: int  # 0: the element as a whole
    kind: str
    of_persons: bool = False
    except_codes: frozenset[str] = frozenset()  # of element 1
    format_at: tuple[int, int] = (0, 0)  # element and component that name the format of a date


class Redaction:
    """The replacements of one run: `key` is a secret of any length."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._rules, self._names = _tables()
        self._days = timedelta(days=_LEAST_DAYS + self._number("days", "") % _DAYS)
        self._is_person = False

    def text(self, text: str, delimiters: Delimiters) -> str:
        """One segment, redacted; segments are given in the order of the file."""
        elements = text.split(delimiters.element)
        if elements[0] in {"NM1", "N1"}:
            self._is_person = elements[0] == "NM1" and elements[2:3] == ["1"]
        for rule in self._rules.get(elements[0], ()):
            if rule.position < len(elements) and (self._is_person or not rule.of_persons):
                self._replace(elements, rule, delimiters)
        return delimiters.element.join(elements)

    def _replace(self, elements: list[str], rule: Rule, delimiters: Delimiters) -> None:
        if elements[1] in rule.except_codes:
            return
        form = _at(elements, *rule.format_at, delimiters) if rule.format_at[0] else ""
        if not rule.component:
            elements[rule.position] = self.value(rule.kind, elements[rule.position], form)
            return
        parts = elements[rule.position].split(delimiters.component)
        if rule.component <= len(parts):
            parts[rule.component - 1] = self.value(rule.kind, parts[rule.component - 1], form)
            elements[rule.position] = delimiters.component.join(parts)

    def value(self, kind: str, text: str, form: str = "") -> str:
        """The replacement of one value; empty stays empty."""
        if not text:
            return text
        match kind:
            case "last" | "first" | "city":
                return self._chosen(kind, text)
            case "initial":
                return self._chosen("first", text)[: len(text)]
            case "street":
                return f"{self._number(kind, text) % 900 + 100} {self._chosen('street', text)} ST"
            case "zip" | "identifier":
                return self.identifier(text)
            case "contact":
                local, at, _ = text.partition("@")
                return f"{self.identifier(local)}@example.com" if at else self.identifier(text)
            case "words":
                return "REDACTED"
            case "date" | "short_date":
                return self._date(text, kind, form)
        return ""

    def identifier(self, text: str) -> str:
        """Of the same length, digits for digits and letters for letters; a valid NPI for an NPI."""
        if is_npi(text):
            return npi(f"1{self._number('npi', text) % 10**8:08d}")
        number = self._number("identifier", text.upper())
        found: list[str] = []
        for character in text:
            number, rest = divmod(number, 260)
            number = number or self._number("more", f"{len(found)}{text}")
            digit, letter = str(rest % 10), chr(ord("A") + rest % 26)
            replacement = digit if character.isdigit() else letter if character.isalpha() else character
            found.append(replacement.lower() if character.islower() else replacement)
        return "".join(found)

    def _date(self, text: str, kind: str, form: str) -> str:
        if form == "RD8" or (not form and "-" in text):
            return "-".join(self._date(part, kind, "D8") for part in text.split("-"))
        day = day_of(f"20{text}" if kind == "short_date" else text[:8])
        if day is None or day - date.min <= self._days:
            return "0" * len(text) if form != "TM" else text  # no date: what it is cannot be known, so it goes
        moved = f"{day - self._days:%Y%m%d}" + text[8:]
        return moved[2:8] if kind == "short_date" else moved

    def _chosen(self, kind: str, text: str) -> str:
        names = self._names[kind]
        return names[self._number(kind, text.upper()) % len(names)]

    def _number(self, purpose: str, text: str) -> int:
        digest = hmac.digest(self._key, f"{purpose}\x00{text}".encode(), "sha256")
        return int.from_bytes(digest, "big")


def redact(source: Source, redaction: Redaction) -> Iterator[bytes]:
    """The file, block by block, with the delimiters it came with and one segment a line.

    Raises MalformedInterchange as the readers do.
    """
    for block in read_blocks(source):
        end = block.delimiters.segment
        end += "" if end in "\r\n" else "\n"
        texts = (redaction.text(text, block.delimiters) for text in block.texts)
        yield "".join(f"{text}{end}" for text in texts).encode()


def _at(elements: list[str], position: int, component: int, delimiters: Delimiters) -> str:
    text = elements[position] if position < len(elements) else ""
    parts = text.split(delimiters.component)
    return parts[component - 1] if 0 < component <= len(parts) else text if not component else ""


@cache
def _tables() -> tuple[dict[str, tuple[Rule, ...]], dict[str, list[str]]]:
    table = read_table(files("cleanclaim.core.x12.files").joinpath("redact.yaml").read_text(encoding="utf-8"))
    return {name: tuple(map(_rule, line.split())) for name, line in table["segments"].items()}, table["names"]


def _rule(text: str) -> Rule:
    """3-2=identifier, 9=identifier?, 6=date@5, 2=identifier-87|2U."""
    place, _, what = text.partition("=")
    what, _, form = what.partition("@")
    what, _, codes = what.partition("-")
    position, component = _place(place)
    exceptions = frozenset(codes.split("|")) if codes else frozenset()
    return Rule(position, component, what.rstrip("?"), what.endswith("?"), exceptions, _place(form))


def _place(text: str) -> tuple[int, int]:
    position, _, component = text.partition("-")
    return int(position or 0), int(component or 0)
