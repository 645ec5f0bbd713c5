"""Which lines are trips of an ambulance."""

from cleanclaim.core.edits.coding import is_digits

_FIRST, _LAST = 425, 436


def is_trip(code: str) -> bool:
    """Mileage and transport, A0425 to A0436; not supplies and waiting."""
    return len(code) == 5 and code.startswith("A") and is_digits(code[1:], 4) and _FIRST <= int(code[1:]) <= _LAST
