"""Questions to the database that are made ready once and asked again with other values.

Django makes the SQL of a query anew each time it is asked, which takes ten times as long as SQLite takes to answer.
Where a profile shows a question asked with every visit, it is written once as a function and marked `asked_often`.
"""

import json
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression

from cleanclaim.apps.practices.acting import current_actor

NONE = ""  # the kind of what is no list
KINDS = {int: "bigint", str: "text", date: "date"}  # of a list's values, as PostgreSQL calls them
AMONG = {"postgresql": "(SELECT unnest(%s::{kind}[]))", "sqlite": "(SELECT value FROM json_each(%s))"}


class Place(Expression):
    """Stands in a query for a value, or a list of values of one kind, that is known when it is asked."""

    def __init__(self, argument: int, kind: str = NONE) -> None:
        super().__init__()
        self.argument, self.kind = argument, kind

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return (AMONG[connection.vendor].format(kind=self.kind) if self.kind else "%s"), [self]


def asked_often(build: Callable[..., models.QuerySet]) -> Callable[..., list[Any]]:
    """Marks a function of positional values that returns a QuerySet; called, it gives the rows as a list.

    The function sees a place for each value: it may put it into filters (`__in` for a list) and nothing else.  What it
    builds is kept by practice, whatever the lengths of its lists are.
    """

    @lru_cache(maxsize=256)
    def ready(practice_id: int, kinds: tuple[str, ...]) -> Ready:
        return Ready(build(*(Place(argument, kind) for argument, kind in enumerate(kinds))))

    @wraps(build)
    def asked(*values: Any) -> list[Any]:
        lists = {place: value for place, value in enumerate(values) if isinstance(value, list | tuple)}
        if not all(lists.values()):
            return []  # among none is nobody
        kinds = tuple(KINDS[type(lists[place][0])] if place in lists else NONE for place in range(len(values)))
        return ready(current_actor().practice.pk, kinds).rows(values)

    return asked


class Ready:
    """A query with its SQL; it plays the queryset and the query for Django's own making of rows."""

    _known_related_objects: dict[models.Field, dict] = {}
    db = DEFAULT_DB_ALIAS

    def __init__(self, queryset: models.QuerySet) -> None:
        assert not queryset._prefetch_related_lookups, "rows of other tables are asked for by themselves"
        self.model, self._fields, self._rows = queryset.model, queryset._fields, queryset._iterable_class
        self.compiler = queryset.query.get_compiler(self.db)
        self.sql, self.places = self.compiler.as_sql()
        columns = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        asked = copy(self)
        asked.query, asked.values = asked, values
        return list(self._rows(asked))

    def get_compiler(self, using: str) -> Any:
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        parameters = [_value(place, self.values, compiler.connection) for place in self.places]
        compiler.as_sql = lambda: (self.sql, parameters)
        compiler.get_converters = lambda columns: self.converters
        return compiler


def _value(place: Any, values: Sequence[Any], connection: Any) -> Any:
    """What stands at the place, as the database takes it."""
    if not isinstance(place, Place):
        return place
    value = values[place.argument]
    if place.kind:
        return list(value) if connection.vendor == "postgresql" else json.dumps(value, default=str)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
