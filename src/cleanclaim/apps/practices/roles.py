"""Who may do what: `roles.yaml` as a lookup.

A permission is granted to a role at a level (tenant, own, site, limit, request, read …).  Where a person holds several
roles, the widest level counts.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from cleanclaim.core.tables import read_table

# Widest first; "read" and "masked" see but never write.
LEVELS = ("tenant", "clients", "site", "assigned", "own", "limit", "approve", "request", "scope", "read", "masked")
LOOKING = ("read", "masked")


@cache
def matrix() -> dict[str, dict[str, str]]:
    """{permission: {role: level}}."""
    groups = _table()["permissions"]
    return {row["id"]: dict(row["grants"]) for rows in groups.values() for row in rows}


@cache
def roles() -> dict[str, str]:
    """{role: what it is for}."""
    return {name: row["desc"] for name, row in _table()["roles"].items()}


@cache
def limit_cents(role: str) -> int:
    """Up to which amount the role decides alone, in cents."""
    return int(_table()["roles"][role]["default_limit_cents"])


def level(permission: str, held: Iterable[str]) -> str | None:
    """The widest level at which any of the roles held grants the permission; None is no access."""
    grants = matrix()[permission]
    found = [grants[role] for role in held if role in grants]
    return min(found, key=LEVELS.index, default=None)


@cache
def _table() -> dict:
    return read_table(files(__package__).joinpath("roles.yaml").read_text("utf-8"))
