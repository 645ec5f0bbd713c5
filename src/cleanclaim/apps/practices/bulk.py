"""Rows of one table written many at once, by the engine's quickest way, without an object for each row.

PostgreSQL takes new rows by COPY and changes from arrays, SQLite by one prepared statement for all of them.  A row is
a tuple in the order of the columns named; JSON may be given as text that is already encoded.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]
KEYS = {
    "postgresql": "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = %s",
}
COPY = "COPY {table} ({names}) FROM STDIN"
INSERT = "INSERT INTO {table} ({names}) {rows} {then}"
ARRAYS = "SELECT * FROM unnest({arrays})"
UPDATE = "UPDATE {table} SET {given} FROM unnest({arrays}) AS given ({names}) WHERE {table}.id = given.id"
UPDATE_ONE = "UPDATE {table} SET {given} WHERE id = %s"
COPIED = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})  # what COPY reads as something else
QUOTED = str.maketrans({"\\": r"\\", '"': r"\""})  # what an array's text reads as something else
AS_IT_IS = frozenset({str, int, type(None), bytes})  # what SQLite's driver takes without a look
BLOCK = 2_000  # rows handed to COPY at once


def keys_take(model: type[models.Model], count: int) -> list[int]:
    """Keys for as many new rows, inside the transaction that writes them: nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(KEYS["postgresql"], [table, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute(KEYS["sqlite"], [table])
        (last,) = cursor.fetchone() or (0,)
        return list(range(last + 1, last + 1 + count))


def rows_write(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[Row], on_conflict: str = "") -> None:
    """Add new rows; without the column `id` each gets a key of its own.

    `on_conflict` is what SQL says after ON CONFLICT: what becomes of a row that is there already.
    """
    if not rows:
        return
    if connection.vendor == "sqlite":
        _one_by_one(_insert(model, columns, on_conflict), rows)
    elif on_conflict or len(rows) == 1:
        _at_once(_insert(model, columns, on_conflict), rows)
    else:
        table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
        _copy(COPY.format(table=table, names=names), rows)


def rows_change(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Give rows new values; each is (value, value …, key) for `columns`."""
    if not rows:
        return
    write = _one_by_one if connection.vendor == "sqlite" else _at_once
    write(_update(model, columns), rows)


@cache
def _insert(model: type[models.Model], columns: tuple[str, ...], on_conflict: str) -> str:
    """The statement for one row on SQLite, for the arrays of many on PostgreSQL."""
    many = ARRAYS.format(arrays=_arrays(model, columns)) if connection.vendor == "postgresql" else ""
    return INSERT.format(
        table=_quoted(model._meta.db_table),
        names=", ".join(map(_quoted, columns)),
        rows=many or "VALUES ({})".format(", ".join(["%s"] * len(columns))),
        then=f"ON CONFLICT {on_conflict}" if on_conflict else "",
    )


@cache
def _update(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """As `_insert`, by the key."""
    table, names = _quoted(model._meta.db_table), [_quoted(name) for name in columns]
    if connection.vendor == "sqlite":
        return UPDATE_ONE.format(table=table, given=", ".join(f"{name} = %s" for name in names))
    given = ", ".join(f"{name} = given.{name}" for name in names)
    arrays, named = _arrays(model, (*columns, "id")), ", ".join((*names, "id"))
    return UPDATE.format(table=table, given=given, arrays=arrays, names=named)


def _arrays(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """Places for the columns of many rows as arrays of PostgreSQL, of the types that the table has."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return ", ".join(f"%s::{fields[name].rel_db_type(connection)}[]" for name in columns)


def _at_once(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [array_of(column) for column in zip(*rows, strict=True)])


def array_of(column: Sequence[Any]) -> str:
    """Values as PostgreSQL writes an array, in less time than the driver takes over a list."""
    return f"{{{','.join([_ITEMS[type(value)](value) for value in column])}}}"


def _one_by_one(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_plain(row) for row in rows])


def _copy(statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for start in range(0, len(rows), BLOCK):
            copy.write("".join([_line(row) for row in rows[start : start + BLOCK]]))


def _line(row: Row) -> str:
    """A row in the text format of COPY."""
    return "\t".join([_TEXTS[type(value)](value) for value in row]) + "\n"


class Kinds(dict[type, Callable[[Any], Any]]):
    """What to do with a value by its class, or the nearest class that it is of."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        known = next((each for each in kind.__mro__ if each in self), None)
        if known is None:
            raise TypeError(f"no column takes a {kind.__name__}")
        self[kind] = self[known]
        return self[kind]


def _copied(text: str) -> str:
    """A text as COPY reads it; nearly none has anything to translate, which takes ten times as long as to see that."""
    return text if text.isprintable() and "\\" not in text else text.translate(COPIED)


_TEXTS = Kinds(
    {
        type(None): lambda _: r"\N",
        str: _copied,
        int: str,
        bool: lambda value: "t" if value else "f",
        bytes: lambda value: rf"\\x{value.hex()}",
        date: str,
        datetime: str,
        Decimal: str,
        list: lambda value: _copied(json.dumps(value)),
        tuple: lambda value: _copied(json.dumps(value)),
        dict: lambda value: _copied(json.dumps(value)),
    }
)


_ITEMS = Kinds(
    {
        type(None): lambda _: "NULL",
        int: str,
        bool: lambda value: "t" if value else "f",
        bytes: lambda value: rf'"\\x{value.hex()}"',
        list: lambda value: _item(json.dumps(value)),
        tuple: lambda value: _item(json.dumps(value)),
        dict: lambda value: _item(json.dumps(value)),
        str: lambda value: _item(str(value)),
        date: str,
        datetime: lambda value: _item(str(value)),
        Decimal: str,
    }
)


def _item(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else f'"{text.translate(QUOTED)}"'


def _plain(row: Row) -> Row:
    """A row as SQLite's driver takes it."""
    return tuple([value if type(value) in AS_IT_IS else _PLAIN[type(value)](value) for value in row])


def _in_utc(moment: datetime) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment)


_PLAIN = Kinds(
    {
        date: date.isoformat,
        datetime: _in_utc,
        Decimal: str,
        list: json.dumps,
        tuple: json.dumps,
        dict: json.dumps,
        object: lambda value: value,
    }
)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
