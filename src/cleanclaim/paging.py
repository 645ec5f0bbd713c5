"""Pages of a long list by keyset: each page starts after the last row of the one before, however deep it is.

The order's columns of a boundary row are the cursor, so a page costs the same at row 50 and at row 5,000,000, and rows
that come or go meanwhile neither repeat nor skip others.  Empty values stand last in either direction.

The keys of a page are found first, then its rows: what a list joins or annotates is read for one page and never sorted.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.sql.where import WhereNode
from django.http import HttpRequest

AFTER, BEFORE = "after", "before"
ROWS = 25  # of a page


@dataclass(frozen=True)
class Page:
    """Some rows of a list; ``next`` and ``previous`` are query strings ("?after=..."), empty at its ends."""

    rows: list[Model]
    next: str
    previous: str


@dataclass(frozen=True)
class Column:
    """One column of the order, by its lookup path ("patient__last_name")."""

    path: str
    descending: bool
    field: Field | None  # none for an annotation
    nullable: bool

    def ordering(self, *, backward: bool) -> Any:
        """How ``order_by`` wants it; plain where it can be, so that an index serves."""
        descending = self.descending != backward
        if not self.nullable:
            return f"-{self.path}" if descending else self.path
        nulls = {"nulls_first": True} if backward else {"nulls_last": True}
        return F(self.path).desc(**nulls) if descending else F(self.path).asc(**nulls)

    def beyond(self, value: Any, *, backward: bool) -> Q | None:
        """Rows whose value stands past this one; None when there can be none."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backward else None
        past = Q(**{f"{self.path}__{'lt' if self.descending != backward else 'gt'}": value})
        return past | Q(**{f"{self.path}__isnull": True}) if self.nullable and not backward else past

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def value_of(self, row: Model) -> Any:
        """The row's value, following relations; a missing relation is an empty value."""
        value: Any = row
        for name in self.path.split("__"):
            value = getattr(value, name) if value is not None else None
        return value

    def parsed(self, text: Any) -> Any:
        """The value as the cursor carried it; raises ValidationError."""
        return text if self.field is None or text is None else self.field.to_python(text)


def keyset_page(
    queryset: QuerySet, request: HttpRequest, order: Sequence[str] = ("-created_at", "-pk"), size: int = ROWS
) -> Page:
    """The page that the request's ``after`` or ``before`` asks for, else the first one.

    ``order`` is as for ``order_by``, over fields, relations or annotations; the primary key is added when it is not
    among them, since ties would lose rows.  A cursor that cannot be read means the first page.
    """
    columns = _columns(queryset, order)
    backward = BEFORE in request.GET
    values = _decode(request.GET.get(BEFORE if backward else AFTER, ""), columns)
    backward = backward and values is not None
    keys = _keys(queryset, columns, values, backward, size)
    if backward and len(keys) < size:  # the first page, and rows were added before it: fill it
        backward, values = False, None
        keys = _keys(queryset, columns, values, backward, size)
    more = len(keys) > size
    rows = _rows(queryset, keys[:size][::-1] if backward else keys[:size])
    has_next, has_previous = (True, more) if backward else (more, values is not None)
    return Page(
        rows,
        next=_query(request, AFTER, rows[-1], columns) if rows and has_next else "",
        previous=_query(request, BEFORE, rows[0], columns) if rows and has_previous else "",
    )


def _columns(queryset: QuerySet, order: Sequence[str]) -> list[Column]:
    paths = [name.lstrip("-") for name in order]
    names = [*order] if {"pk", "id"} & set(paths) else [*order, "pk"]
    return [_column(queryset.model, name) for name in names]


def _column(model: type[Model], name: str) -> Column:
    path, model_now, field, nullable = name.lstrip("-"), model, None, False
    try:
        for step in path.split("__"):
            field = model_now._meta.pk if step == "pk" else model_now._meta.get_field(step)
            nullable = nullable or field.null
            model_now = field.related_model or model_now
    except FieldDoesNotExist:
        field, nullable = None, True
    return Column(path, name.startswith("-"), field, nullable)


def _keys(queryset: QuerySet, columns: list[Column], values: list[Any] | None, backward: bool, size: int) -> list[Any]:
    """Primary keys of the page in the order asked for, and of one row more where there is one."""
    if values is not None:
        queryset = queryset.filter(_beyond(columns, values, backward=backward))
    ordered = queryset.order_by(*(column.ordering(backward=backward) for column in columns))
    return list(ordered.select_related(None).prefetch_related(None).values_list("pk", flat=True)[: size + 1])


def _rows(queryset: QuerySet, keys: list[Any]) -> list[Model]:
    """The rows of keys that passed the queryset's filters: these are not tried again."""
    rows = queryset.order_by()
    rows.query.where = WhereNode()
    found = {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _beyond(columns: list[Column], values: list[Any], *, backward: bool) -> Q:
    """Rows past the cursor: past in the first column, or the same there and past in the second, and so on."""
    any_of, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        past = column.beyond(value, backward=backward)
        if past is not None:
            any_of |= same & past
        same &= column.same(value)
    first, value = columns[0], values[0]
    if first.nullable or value is None:
        return any_of
    bound = "lte" if first.descending != backward else "gte"  # says nothing new, but lets an index find the start
    return Q(**{f"{first.path}__{bound}": value}) & any_of


def _query(request: HttpRequest, name: str, row: Model, columns: list[Column]) -> str:
    parameters = request.GET.copy()
    for old in (AFTER, BEFORE):
        parameters.pop(old, None)
    values = [column.value_of(row) for column in columns]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    parameters[name] = base64.urlsafe_b64encode(json.dumps(plain, default=str).encode()).decode().rstrip("=")
    return f"?{parameters.urlencode()}"


def _decode(cursor: str, columns: list[Column]) -> list[Any] | None:
    """The boundary row's values, or None when there is no cursor or it is not one of ours."""
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(columns):
            return None
        return [column.parsed(value) for column, value in zip(columns, values, strict=True)]
    except (binascii.Error, UnicodeError, ValueError, TypeError, ValidationError):
        return None
