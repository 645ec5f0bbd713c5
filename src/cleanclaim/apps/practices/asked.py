"""Questions to the database that are made ready once and asked again with other values.

Django makes the SQL of a query anew each time it is asked, which takes ten times as long as SQLite takes to answer.
Where a profile shows a question asked with every visit, it is written once as a function and marked `asked_often`.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache, wraps
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from cleanclaim.apps.practices.acting import acting_practice
from cleanclaim.apps.practices.bulk import array_of

NONE = ""  # the kind of what is no list
KINDS = {int: "bigint", str: "text", date: "date"}  # of a list's values, as PostgreSQL calls them
AMONG = {"postgresql": "(SELECT unnest(%s::{kind}[]))", "sqlite": "(SELECT value FROM json_each(%s))"}


def counted(rows: models.QuerySet) -> models.QuerySet:
    """How many rows of the practice there are, as the only row; none where there are none."""
    return rows.order_by().values("practice").annotate(count=models.Count("*")).values_list("count", flat=True)


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
    builds is kept by acting practice, whatever the lengths of its lists are; where none acts, only rows that belong to
    none can be asked for.
    """

    @lru_cache(maxsize=256)
    def ready(practice_id: int | None, kinds: tuple[str, ...]) -> Ready:
        return Ready(build(*(Place(argument, kind) for argument, kind in enumerate(kinds))))

    @wraps(build)
    def asked(*values: Any) -> list[Any]:
        lists = {place: value for place, value in enumerate(values) if isinstance(value, list | tuple)}
        if not all(lists.values()):
            return []  # among none is nobody
        kinds = tuple(KINDS[type(lists[place][0])] if place in lists else NONE for place in range(len(values)))
        return ready(acting_practice(), kinds).rows(values)

    return asked


class Ready:
    """A query with its SQL and what makes a row of what the database answers."""

    def __init__(self, queryset: models.QuerySet) -> None:
        assert not queryset._prefetch_related_lookups, "rows of other tables are asked for by themselves"
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.places = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        self.converters = [(place, *steps_and_column) for place, steps_and_column in converters.items()]
        self.made = MADE[queryset._iterable_class](compiler)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [_value(place, values, cursor.db) for place in self.places])
            answered = cursor.fetchall()
            return [self.made(row) for row in (self._converted(answered, cursor.db) if self.converters else answered)]

    def _converted(self, answered: Sequence[Sequence[Any]], asked: Any) -> Iterator[list[Any]]:
        """Rows with each value as its field has it."""
        for row in map(list, answered):
            for place, steps, column in self.converters:
                for step in steps:
                    row[place] = step(row[place], column, asked)
            yield row


def _models(compiler: Any) -> Callable[[Sequence[Any]], models.Model]:
    """Makes a model of a row, as Django's own `ModelIterable` does, with the models that are joined to it."""
    kind, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    joined = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    annotated = (compiler.annotation_col_map or {}).items()

    def made(row: Sequence[Any]) -> models.Model:
        found = kind.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for each in joined:
            each.populate(row, found)
        for name, place in annotated:
            setattr(found, name, row[place])
        return found

    return made


MADE: dict[type, Callable[[Any], Callable[[Sequence[Any]], Any]]] = {
    ModelIterable: _models,
    ValuesListIterable: lambda _: tuple,
    FlatValuesListIterable: lambda _: itemgetter(0),
}


def _value(place: Any, values: Sequence[Any], connection: Any) -> Any:
    """What stands at the place, as the database takes it."""
    if not isinstance(place, Place):
        return place
    value = values[place.argument]
    if place.kind:
        return array_of(value) if connection.vendor == "postgresql" else json.dumps(value, default=str)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
