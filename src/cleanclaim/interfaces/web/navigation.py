"""The way around: one list gives the rail, the phone's tabs and the go-to keys.

An item shows when its URL exists and the acting person may do at least one of its permissions.  Hiding is a courtesy;
selectors and services enforce.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from cleanclaim.interfaces.web.counts import waiting


@dataclass(frozen=True)
class Item:
    """One destination: ``key`` follows G; any of ``permissions`` suffices, none means everyone who is signed in."""

    label: str
    url_name: str
    icon: str
    key: str
    permissions: tuple[str, ...] = ()
    phone: tuple[int, str] | None = None  # its rank and label among the phone's tabs
    shares_namespace: bool = False  # current only on its own page, not on every page of its namespace

    @property
    def namespace(self) -> str:
        return self.url_name.partition(":")[0]


GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item("Today", "web:today", "inbox", "T", phone=(1, "Today"), shares_namespace=True),
            Item("Worklists", "worklist:list", "list-check", "W", phone=(3, "Work")),
        ),
    ),
    (
        "Visits",
        (
            Item(
                "Schedule",
                "web:schedule",
                "calendar",
                "S",
                ("appointment.manage",),
                phone=(2, "Schedule"),
                shares_namespace=True,
            ),
            Item("Encounters", "encounters:list", "stethoscope", "E", ("note.view",)),
            Item("Patients", "patients:list", "users", "P", ("patient.search",), phone=(5, "Patients")),
        ),
    ),
    (
        "Billing",
        (
            Item("Claims", "claims:list", "file-invoice", "C", ("claim.view",), phone=(4, "Claims")),
            Item("Remittances", "remittances:list", "building-bank", "R", ("payment.post_835", "deposit.reconcile")),
            Item("Denials", "denials:list", "scale", "D", ("denial.work",)),
            Item("Statements", "patient_billing:list", "receipt", "B", ("statement.send", "payment.receive_pos")),
            Item(
                "Credits",
                "web:credits",
                "coin",
                "K",
                ("refund.request", "refund.approve", "refund.disburse"),
                shares_namespace=True,
            ),
            Item(
                "Approvals",
                "web:approvals",
                "check",
                "A",
                ("adjustment.approve", "refund.approve", "adjustment.post"),
                shares_namespace=True,
            ),
            Item("Files", "exchange:list", "file-text", "F", ("claim.submit", "payment.post_835")),
        ),
    ),
    (
        "Practice",
        (
            Item("Reports", "insight:index", "chart-bar", "I", ("report.financial",)),
            Item("Edit gaps", "insight:gaps", "alert-triangle", "Y", ("report.financial",), shares_namespace=True),
            Item("Books", "web:books", "scale", "L", ("report.financial",), shares_namespace=True),
            Item("Activity", "activity:list", "history", "H", ("audit.view",)),
            Item("Team", "practices:team", "user", "M", ("user.manage",), shares_namespace=True),
            Item("Settings", "practices:settings", "settings", "G", ("fee_schedule.edit",), shares_namespace=True),
        ),
    ),
)
PHONE_TABS = 4


@dataclass(frozen=True)
class Link:
    """An item as the acting person sees it on this page."""

    item: Item
    url: str
    count: int | None
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``navigation`` with groups, phone, person, roles and practices, worked out only when read."""
    return {"navigation": SimpleLazyObject(lambda: _navigation(request))}


def _navigation(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    groups = [(title, list(_links(request, items))) for title, items in GROUPS]
    shown = [(title, links) for title, links in groups if links]
    phone = sorted((link for _, links in shown for link in links if link.item.phone), key=lambda link: link.item.phone)
    return {
        "groups": shown,
        "phone": phone[:PHONE_TABS],
        "person": actor.name if actor else "",
        "roles": ", ".join(sorted(role.replace("_", " ") for role in actor.roles)).capitalize() if actor else "",
        "practices": [each.practice for each in getattr(request, "actors", [])],
    }


def _links(request: HttpRequest, items: tuple[Item, ...]) -> Iterator[Link]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return
    counts = _counts(request)
    for item in items:
        url = _url(item.url_name)
        if url and (not item.permissions or any(actor.may(permission) for permission in item.permissions)):
            yield Link(item, url, counts.get(item.url_name), _is_current(item, request))


def _counts(request: HttpRequest) -> dict[str, int]:
    """What waits at each place, counted once a request; a view may say it itself in ``request.nav_counts``."""
    if not hasattr(request, "nav_counts"):
        request.nav_counts = waiting(request.actor)
    return request.nav_counts


@cache
def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:  # its stage has no screens yet
        return None


def _is_current(item: Item, request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if item.shares_namespace:
        return match.view_name == item.url_name
    return match.namespace == item.namespace
