"""Every address of the application, from the resolver, with the rows that its arguments select."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

# Addresses that are not ours to guard: sign-in and the library behind it.
NOT_OURS = ("accounts/",)
MODELS = {model.__name__.lower(): model for model in apps.get_models()}
# Arguments that select no row: what to put for them.
OTHER_ARGUMENTS = {"figure": "days-in-ar", "edit": "SUB002", "act": "none"}


class Address(NamedTuple):
    """One pattern of the resolver: where it is, what it selects, and the view behind it."""

    route: str
    arguments: tuple[str, ...]
    view: object

    @property
    def permissions(self) -> tuple[str, ...]:
        return self.view.permissions

    def path(self, rows: dict[str, int]) -> str:
        """The address with a row of each kind it selects."""
        path = self.route
        for argument in self.arguments:
            value = OTHER_ARGUMENTS.get(argument) or rows[argument.removesuffix("_id").replace("_", "")]
            for converter in ("int", "str", "slug"):
                path = path.replace(f"<{converter}:{argument}>", str(value))
        return f"/{path}"


def addresses() -> Iterator[Address]:
    """Every address of ours, first to last."""
    return _walk(get_resolver().url_patterns, "", ())


def _walk(patterns: list, before: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if route.startswith(NOT_OURS):
            continue
        taken = (*arguments, *getattr(pattern.pattern, "converters", {}))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, taken)
        elif isinstance(pattern, URLPattern):
            yield Address(route, taken, pattern.callback)
