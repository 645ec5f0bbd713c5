"""The tables of a piece, built together: rows of each, then every element that they need, then their columns."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from cleanclaim.core.x12.columns.amounts import cents
from cleanclaim.core.x12.columns.arrays import Gathering, Span, Values, lists, texts
from cleanclaim.core.x12.columns.days import days
from cleanclaim.core.x12.columns.elements import Elements, Ints, Mask, components
from cleanclaim.core.x12.columns.keys import Keys
from cleanclaim.core.x12.columns.rows import NONE, Rows
from cleanclaim.core.x12.columns.schema import CENTS, DAY, SCHEMAS, TEXT, Column, Composite, Table

_PARTS = "parts"


class Blame(Protocol):
    """Takes note of an element that cannot be read: of which segment, at which position, where it stands."""

    def __call__(self, row: int, position: int, found: int, kind: str) -> None: ...


class Built(Struct, frozen=True):
    """A table of a piece, with what proves its sums."""

    table: pa.Table
    rows: Ints  # the segment of each row
    keys: Keys
    cents: dict[str, Ints]
    bad: Mask | None  # rows with an amount that cannot be read; None: there are none
    left: Ints  # segments that hold more than their rows say


class Cell(Struct, frozen=True):
    """A column of a table, and where it will stand in what is gathered for it."""

    column: Column | Composite
    found: Ints | None  # None: no row has it
    span: Span = (0, 0)


class Plan:
    """One table: its rows, and where its columns will be found."""

    def __init__(self, table: Table, rows: Rows, gathered: dict[str, Gathering]) -> None:
        self.table, self.rows = table, rows
        self.size = len(rows.segment)
        self.span = gathered["rows"].add(rows.segment)
        self.cells = [self._cell(column, gathered) for column in table.columns] if self.size else []

    def _cell(self, column: Column | Composite, gathered: dict[str, Gathering]) -> Cell:
        found = self.rows.find(column)
        if found is None and isinstance(column, Column) and column.is_needed:
            found = np.full(self.size, self.rows.absent)
        if found is None:
            return Cell(column, None)
        kind = _PARTS if isinstance(column, Composite) else column.kind
        return Cell(column, found, gathered[kind].add(found))


class Builder:
    """Makes all tables of a piece."""

    def __init__(self, elements: Elements, component: int, keys: Keys, blame: Blame) -> None:
        self.elements, self.keys, self.blame, self.component = elements, keys, blame, component
        self.gathered = {kind: Gathering() for kind in (TEXT, CENTS, DAY, _PARTS, "rows")}

    def build(self, tables: list[tuple[Table, list[Ints]]]) -> dict[str, Built]:
        """Each table from the segments of each of its names."""
        plans = [Plan(table, Rows(table, self.elements, segments), self.gathered) for table, segments in tables]
        self._read()
        return {plan.table.name: self._built(plan) for plan in plans}

    def _read(self) -> None:
        """Everything that the plans need, each kind in one go."""
        elements, found = self.elements, {kind: one.found() for kind, one in self.gathered.items()}
        self.texts = texts(elements, found[TEXT])
        self.values: dict[str, Values] = {
            CENTS: Values(pa.int64(), *cents(elements, found[CENTS])),
            DAY: Values(pa.date32(), *days(elements, found[DAY])),
        }
        self.parts = components(elements.composites.take(pa.array(found[_PARTS])), self.component)
        own = self.own = self.keys.of(found["rows"])
        self.key_arrays = {
            name: Values(pa.int64(), key, key != 0).array
            for name, key in zip(own.__struct_fields__, own.all(), strict=True)
        }

    def _built(self, plan: Plan) -> Built:
        schema, (start, size) = SCHEMAS[plan.table.name], plan.span
        keys = Keys(*(key[start : start + size] for key in self.own.all()))
        left = plan.rows.left
        arrays = [self.key_arrays[key].slice(start, size) for key in plan.table.keys]
        amounts = {
            column.name: NONE for column in plan.table.columns if isinstance(column, Column) and column.kind == CENTS
        }
        bad: Mask | None = None
        for cell in plan.cells:
            column = cell.column
            if isinstance(column, Composite):
                arrays.extend(self._composite(cell, column, plan, left))
            elif cell.found is None:
                arrays.append(pa.nulls(size, schema.field(column.name).type))
                amounts.update({column.name: np.zeros(size, np.int64)} if column.kind == CENTS else {})
            elif column.kind == TEXT:
                arrays.append(self.texts.slice(*cell.span))
            else:
                array, wrong = self._valued(cell, column, plan)
                arrays.append(array)
                if column.kind == CENTS:
                    at = cell.span[0]
                    amounts[column.name] = self.values[CENTS].values[at : at + size].astype(np.int64, copy=False)
                    bad = _either(bad, wrong)
        table = pa.Table.from_arrays(arrays, schema=schema) if plan.cells else schema.empty_table()
        return Built(table, plan.rows.segment, keys, amounts, bad, np.concatenate([NONE, *left]))

    def _valued(self, cell: Cell, column: Column, plan: Plan) -> tuple[pa.Array, Mask | None]:
        """A column of amounts or dates, and the rows whose value cannot be read."""
        assert cell.found is not None
        values, (at, size) = self.values[column.kind], cell.span
        good = values.good[at : at + size]
        array = values.array.slice(at, size)
        wrong = self._wrong(column, cell.found, good, plan)
        if column.or_beside and not good.all():
            excused = plan.rows.excused(column, self.elements.lengths(cell.found) == 0)
            array = pc.if_else(pa.array(excused), 0, array)
        return array, wrong

    def _wrong(self, column: Column, found: Ints, good: Mask, plan: Plan) -> Mask | None:
        """Rows whose amount or date cannot be read, each blamed; None for none."""
        if good.all():
            return None
        wrong = ~good
        if not column.is_needed:
            wrong &= self.elements.lengths(found) > 0
        elif column.or_beside:
            wrong &= ~plan.rows.excused(column, self.elements.lengths(found) == 0)
        rows = np.flatnonzero(wrong).tolist()
        position = plan.rows.position(column)
        for row in rows:
            place = position if isinstance(position, int) else int(position[row])
            self.blame(int(plan.rows.segment[row]), place, int(found[row]), column.kind)
        return wrong if rows else None

    def _composite(self, cell: Cell, column: Composite, plan: Plan, left: list[Ints]) -> Iterator[pa.Array]:
        start, size = cell.span
        parts = self.parts.slice(start, size) if cell.found is not None else None
        if parts is None:
            yield from (pa.nulls(plan.size, pa.string()) for _ in column.names)
            if column.listed:
                yield pa.nulls(plan.size, pa.list_(pa.string()))
            return
        most = int(parts.count.max())
        for _, place in column.places:
            found = np.where(parts.count > place, parts.first + place, parts.absent)
            yield texts(parts, found) if place < most else pa.nulls(size, pa.string())
        if column.listed:
            yield lists(parts, *column.listed_at)
        if most > column.size:
            left.append(plan.rows.segment[parts.count > column.size])


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    """Rows that are in one mask or the other; None is none."""
    if one is None or other is None:
        return other if one is None else one
    return one | other
