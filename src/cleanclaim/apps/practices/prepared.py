"""Statements made ready once and used again with other values.

On a profile of a practice's day the ORM's general path to a statement took most of the time: more than the database,
and ten times as much as the rules of billing.  No signal listens to these tables, so nothing is passed over but the
work of making the same statement again.
"""

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from django.db import connection, models

from cleanclaim.apps.practices.bulk import keys_take, rows_change, rows_write

INSERT = "INSERT INTO {table} ({columns}) VALUES "
# Fields that hand a value of these classes to the database as it is; `Any` other goes through the field.
PLAIN: tuple[tuple[type[models.Field], type], ...] = (
    (models.CharField, str),
    (models.TextField, str),
    (models.IntegerField, int),
    (models.ForeignKey, int),
    (models.BinaryField, bytes),
)


def rows_insert(rows: Sequence[models.Model]) -> None:
    """INSERT rows of one class; their keys stay empty."""
    if not rows:
        return
    _write(rows, new_fields(type(rows[0])))


def rows_add(rows: Sequence[models.Model]) -> None:
    """INSERT rows of one class; each knows its key afterwards."""
    if not rows:
        return
    for row, key in zip(rows, keys_take(type(rows[0]), len(rows)), strict=True):
        row.pk, row._state.adding = key, False
    _write(rows, tuple(type(rows[0])._meta.concrete_fields))


def _write(rows: Sequence[models.Model], fields: tuple[models.Field, ...]) -> None:
    values = attrgetter(*(field.attname for field in fields))
    rows_write(type(rows[0]), tuple(field.column for field in fields), [values(row) for row in rows])


def rows_create(
    rows: Sequence[models.Model], fields: Sequence[models.Field], returning: Sequence[models.Field]
) -> list[tuple[object, ...]]:
    """INSERT rows of one class in one statement; gives what the database put into the fields of `returning`."""
    given = ", ".join(_quoted(field.column) for field in returning)
    statement = f"{_insert(type(rows[0]), tuple(fields), len(rows))} RETURNING {given}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in _values(row, tuple(fields), is_new=True)])
        return cursor.fetchall()


def row_update(row: models.Model, names: tuple[str, ...]) -> None:
    """UPDATE the named fields of the row by its key."""
    rows_update([row], names)


def rows_update(rows: Sequence[models.Model], names: tuple[str, ...]) -> None:
    """UPDATE the named fields of rows of one class by their keys."""
    if not rows:
        return
    fields = _named(type(rows[0]), names)
    values = [(*_values(row, fields, is_new=False), row.pk) for row in rows]
    rows_change(type(rows[0]), tuple(field.column for field in fields), values)


def _values(row: models.Model, fields: tuple[models.Field, ...], *, is_new: bool) -> list[object]:
    known, values = vars(row), []
    for field, name, plain in _plain(fields):
        value = known.get(name)
        if value is not None and type(value) is not plain:
            value = bytes(value) if plain is bytes else field.get_db_prep_save(field.pre_save(row, is_new), connection)
        values.append(value)
    return values


@cache
def _plain(fields: tuple[models.Field, ...]) -> list[tuple[models.Field, str, type | None]]:
    """Each field, the attribute that holds its value, and the class of values that need nothing done."""
    plain = [next((kind for field_class, kind in PLAIN if isinstance(field, field_class)), None) for field in fields]
    return [(field, field.attname, kind) for field, kind in zip(fields, plain, strict=True)]


@cache
def _named(model: type[models.Model], names: tuple[str, ...]) -> tuple[models.Field, ...]:
    return tuple(model._meta.get_field(name) for name in names)


@cache
def new_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """What a new row brings; its key is given to it."""
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key and not field.generated)


@cache
def _insert(model: type[models.Model], fields: tuple[models.Field, ...], rows: int) -> str:
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = "({})".format(", ".join(["%s"] * len(fields)))
    return INSERT.format(table=_quoted(model._meta.db_table), columns=columns) + ", ".join([places] * rows)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
