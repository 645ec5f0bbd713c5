"""Segments that no other table holds whole, as sent: their name, and their elements in a list."""

import numpy as np
import pyarrow as pa

from cleanclaim.core.x12.columns.arrays import Values, texts
from cleanclaim.core.x12.columns.elements import Elements, Ints
from cleanclaim.core.x12.columns.keys import Keys

SCHEMA = pa.schema(
    [
        ("transaction", pa.int64()),
        ("claim", pa.int64()),
        ("line", pa.int64()),
        ("segment", pa.int64()),
        ("id", pa.string()),
        ("elements", pa.list_(pa.string())),
    ]
)


def others(elements: Elements, rows: Ints, keys: Keys) -> pa.Table:
    """The segments `rows` in the order of the file; an empty element is an empty text."""
    own = keys.of(rows)
    first, size = elements.first.take(rows), elements.count.take(rows) - 1
    before = np.cumsum(size) - size
    found = np.repeat(first + 1 - before, size) + np.arange(int(size.sum()))
    offsets = pa.array(np.append(before, size.sum()).astype(np.int32))
    arrays = [
        *(Values(pa.int64(), key, key != 0).array for key in own.all()),
        texts(elements, first),
        pa.ListArray.from_arrays(offsets, elements.texts.take(pa.array(found))),
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)
