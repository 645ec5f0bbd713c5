"""A draft lists the fields of a value in their order, to be filled one by one before the value is made."""

from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

Draft = list[Any]


def draft_of(struct: type[Struct]) -> Draft:
    """The defaults of a value's fields, None for those without."""
    return [None if field.default is NODEFAULT else field.default for field in fields(struct)]


def places(struct: type[Struct]) -> dict[str, int]:
    """Field → its place in a draft."""
    return {name: at for at, name in enumerate(struct.__struct_fields__)}
