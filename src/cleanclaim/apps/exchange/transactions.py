"""Which transaction a file carries, as its name and its list show it."""

from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error

UNKNOWN = "unknown"
_BY_VERSION = {
    "005010X222": "837P",
    "005010X223": "837I",
    "005010X224": "837D",
    "005010X214": "277CA",
    "005010X212": "277",
}


def transaction_of(content: bytes) -> str:
    """837P, 835, 999, 277CA …; TA1 for an interchange with no transaction set; "unknown" when it cannot be read."""
    try:
        first = next(iter(read_transactions(content)), None)
    except X12Error:
        return UNKNOWN
    if first is None:
        return "TA1" if b"TA1" in content[:400] else UNKNOWN
    return _BY_VERSION.get(first.version[:10], first.kind)
