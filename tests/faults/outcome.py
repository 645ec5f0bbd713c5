"""What a database came to, in a form that is equal when two came to the same: without keys and moments."""

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models
from tests.faults.practices import everybody

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.practices.acting import PracticeRow, acting_as

OF_MOMENTS = {"digest", "hash", "url"}  # a posting's digest is also of its moment; an address has keys
TWICE_OFFERED = "file_duplicate"  # a worker that died before it could confirm a file is offered it again, and says so
SUBJECT = re.compile(r"\b([a-z]+):(\d+)$")
Outcome = dict[str, list[str]]


def outcome() -> Outcome:
    """Every row of the practice, by table, as text and in order."""
    ranks.cache_clear()
    with acting_as(everybody()):
        return {name: sorted(map(str, _rows(model))) for name, model in _kept().items()}


def differences(expected: Outcome, found: Outcome) -> list[str]:
    """Of each table that is not as expected, the first row that is missing and the first that is too much."""
    told = []
    for table, rows in expected.items():
        missing, more = set(rows) - set(found[table]), set(found[table]) - set(rows)
        if rows != found[table]:
            counts = f"{len(rows)} rows expected, {len(found[table])} found"
            told.append(f"{table}: {counts}; missing {min(missing, default='')}; too much {min(more, default='')}")
    return told


def faults() -> list[str]:
    """What does not hold in the books."""
    with acting_as(everybody()):
        return ledger_faults()


@cache
def _kept() -> dict[str, type[models.Model]]:
    """The tables of a practice, by the name that a subject has."""
    return {model._meta.model_name: model for model in apps.get_models() if issubclass(model, PracticeRow)}


def _rows(model: type[models.Model]) -> Iterator[list[object]]:
    for row in model.objects.order_by("pk"):
        if getattr(row, "what", "") != TWICE_OFFERED:
            yield [_value(row, field) for field in model._meta.concrete_fields if _tells(field)]


def _tells(field: models.Field) -> bool:
    return not (field.primary_key or isinstance(field, models.DateTimeField) or field.name in OF_MOMENTS)


def _value(row: models.Model, field: models.Field) -> object:
    value = getattr(row, field.attname)
    if value is not None and field.remote_field:
        return ranks(field.related_model).get(value)
    if isinstance(value, memoryview):
        return bytes(value)
    return SUBJECT.sub(_ranked, value) if isinstance(value, str) else value


def _ranked(found: re.Match) -> str:
    name, key = found.groups()
    return f"{name}:{ranks(_kept()[name]).get(int(key))}" if name in _kept() else found[0]


@cache
def ranks(model: type[models.Model]) -> dict[object, int]:
    """Keys may leave gaps behind a transaction that was undone; the order of rows does not change."""
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return {key: rank for rank, key in enumerate(keys)}
