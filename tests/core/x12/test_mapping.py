"""Values that say themselves how they stand in X12."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import structs
from scripts.x12_guides import ROOTS

from cleanclaim.core.x12.mapping.template import Inner, plan_of


def _classes(cls: type[Any], guide: str) -> Iterator[type[Any]]:
    yield cls
    for inner in plan_of(cls, guide).inner:
        yield from _classes(inner.cls, guide)


def _placed(cls: type[Any], guide: str) -> set[str]:
    """The fields that a row of the class has a place for."""
    items = plan_of(cls, guide).items
    return {
        name
        for item in items
        for name in ([item.field] if isinstance(item, Inner) else [slot.field for slot in item.slots])
    }


@pytest.mark.parametrize("guide", ROOTS)
def test_every_field_has_a_place_in_a_row(guide):
    for cls in _classes(ROOTS[guide], guide):
        fields = {field.name for field in structs.fields(cls)} - {"also"}
        assert fields == _placed(cls, guide), cls
