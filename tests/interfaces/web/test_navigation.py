"""The rail shows what exists and what the person may do, and where they are."""

from types import SimpleNamespace

import pytest
from django.urls import ResolverMatch

from cleanclaim.interfaces.web import navigation as rail


@pytest.fixture(autouse=True)
def every_address(monkeypatch):
    """All addresses exist but the reports'."""
    monkeypatch.setattr(rail, "_url", lambda name: None if name == "insight:index" else f"/{name}")


def request(may=lambda permission: True, at: str = "web:today", **counts):
    actor = SimpleNamespace(name="Dana Whitfield", roles={"payment_poster", "biller"}, may=may)
    space, _, name = at.partition(":")
    match = ResolverMatch(lambda: None, (), {}, url_name=name, namespaces=[space])
    return SimpleNamespace(actor=actor, actors=[], nav_counts=counts, resolver_match=match)


def links(request) -> dict:
    groups = rail.navigation(request)["navigation"]["groups"]
    return {link.item.label: link for _, found in groups for link in found}


def test_what_has_no_address_yet_is_left_out():
    assert "Reports" not in links(request())
    assert "Claims" in links(request())


def test_what_may_not_be_done_is_left_out_with_its_group():
    groups = rail.navigation(request(may=lambda permission: permission == "claim.view"))["navigation"]["groups"]
    assert [(title, [link.item.label for link in found]) for title, found in groups] == [
        ("", ["Today", "Worklists"]),
        ("Billing", ["Claims"]),
    ]


@pytest.mark.parametrize(
    ("at", "current"),
    [("web:today", ["Today"]), ("web:search", []), ("claims:detail", ["Claims"]), ("practices:team", ["Team"])],
)
def test_a_page_belongs_to_one_item(at, current):
    assert [label for label, link in links(request(at=at)).items() if link.current] == current


def test_counts_say_what_waits():
    shown = links(request(**{"claims:list": 10}))
    assert (shown["Claims"].count, shown["Denials"].count) == (10, None)


def test_the_phone_has_four_tabs():
    phone = rail.navigation(request())["navigation"]["phone"]
    assert [link.item.phone[1] for link in phone] == ["Today", "Schedule", "Work", "Claims"]


def test_keys_lead_to_one_place_each():
    keys = [item.key for _, items in rail.GROUPS for item in items]
    assert len(keys) == len(set(keys))


def test_the_person_is_named_with_their_roles():
    shown = rail.navigation(request())["navigation"]
    assert (shown["person"], shown["roles"]) == ("Dana Whitfield", "Biller, payment poster")


def test_nobody_signed_in_has_nowhere_to_go():
    assert rail.navigation(SimpleNamespace(resolver_match=None))["navigation"]["groups"] == []
