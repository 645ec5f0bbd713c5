"""Worked cases as values."""

from typing import Any

import yaml
from msgspec import Struct, ValidationError, convert

from cleanclaim.core.ledger.transaction import Entry

Event = dict[str, Any]


class Expected(Struct, frozen=True):
    """A transaction that a step must cause."""

    source_key: str
    entries: tuple[Entry, ...]


class Step(Struct, frozen=True):
    step: int
    event: Event
    journal: tuple[Expected, ...] = ()
    balances_after: dict[str, int] = {}
    work_items: tuple[dict[str, Any], ...] = ()
    note: str = ""

    @property
    def opened(self) -> list[dict[str, Any]]:
        return [item for item in self.work_items if item.get("state") != "closed"]

    @property
    def closed(self) -> list[dict[str, Any]]:
        return [item for item in self.work_items if item.get("state") == "closed"]


class Case(Struct, frozen=True):
    id: str
    title: str
    steps: tuple[Step, ...]
    story: str = ""

    @property
    def remittances(self) -> list[Event]:
        """Its 835s, in order."""
        return [step.event for step in self.steps if step.event["type"] == "era_835"]


def read_cases(text: str) -> tuple[Case, ...]:
    """Cases of a YAML file.

    Raises yaml.YAMLError for what is no YAML, msgspec.ValidationError where a case lacks what it needs.
    """
    document = yaml.safe_load(text)
    if not isinstance(document, dict) or "cases" not in document:
        raise ValidationError("Expected a list `cases`")
    return convert(document["cases"], tuple[Case, ...], strict=True)
