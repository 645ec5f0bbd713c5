"""Keyset pages lose no row and show none twice, whatever the ties and empty values."""

from datetime import date

import pytest
from django.test import RequestFactory

from cleanclaim.apps.practices.choices import OrganizationKind
from cleanclaim.apps.practices.models import Membership, Organization, User
from cleanclaim.paging import keyset_page

pytestmark = pytest.mark.django_db

ORDERS = [
    ("name",),
    ("-name", "-pk"),
    ("kind", "-name"),
    ("-pk",),
]


def some_organizations(count: int = 23) -> None:
    kinds = [OrganizationKind.PRACTICE, OrganizationKind.BILLING_COMPANY]
    rows = [Organization(name=f"Practice {number % 4}", kind=kinds[number % 2]) for number in range(count)]
    Organization.objects.bulk_create(rows)


def walk(queryset, order, direction: str, start: str = "", size: int = 5) -> list[list]:
    """Pages from ``start`` on, by their next or previous links."""
    pages, query = [], start
    while True:
        page = keyset_page(queryset, RequestFactory().get(f"/{query}"), order=order, size=size)
        pages.append([row.pk for row in page.rows])
        query = getattr(page, direction)
        if not query:
            return pages


def last_query(queryset, order) -> str:
    """The query string of the last page."""
    last = query = ""
    while query := keyset_page(queryset, RequestFactory().get(f"/{query}"), order=order, size=5).next:
        last = query
    return last


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_next_pages_show_every_row_once_in_order(order):
    some_organizations()
    whole = Organization.objects.order_by(*order, "pk") if "-pk" not in order else Organization.objects.order_by(*order)
    shown = [pk for page in walk(Organization.objects.all(), order, "next") for pk in page]
    assert shown == [row.pk for row in whole]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_previous_pages_are_the_next_pages_backward(order):
    some_organizations()
    forward = walk(Organization.objects.all(), order, "next")
    backward = walk(Organization.objects.all(), order, "previous", start=last_query(Organization.objects.all(), order))
    assert backward == forward[::-1]


def memberships(ends: list[date | None]) -> None:
    """One membership for each end, of a person of its own."""
    organization = Organization.objects.create(name="Practice", kind=OrganizationKind.PRACTICE)
    for number, end in enumerate(ends):
        user = User.objects.create(username=f"user{number}", last_name=f"Name {number % 2}")
        facts = {"role": "biller", "effective_from": date(2025, 1, 1), "effective_to": end}
        Membership.objects.create(user=user, organization=organization, **facts)


@pytest.mark.parametrize("sign", ["", "-"])
def test_empty_values_stand_last_and_are_walked_both_ways(sign):
    ends = [None, date(2026, 3, 1), None, date(2026, 1, 1), date(2026, 3, 1), None, date(2026, 2, 1)] * 2
    memberships(ends)
    order = (f"{sign}effective_to",)
    forward = walk(Membership.objects.all(), order, "next")
    shown = [Membership.objects.get(pk=pk).effective_to for page in forward for pk in page]
    assert shown == sorted(filter(None, ends), reverse=bool(sign)) + [None] * 6
    assert sorted({pk for page in forward for pk in page}) == sorted(Membership.objects.values_list("pk", flat=True))
    backward = walk(Membership.objects.all(), order, "previous", start=last_query(Membership.objects.all(), order))
    assert backward == forward[::-1]


def test_an_order_may_follow_a_relation():
    memberships([None] * 6)
    pages = walk(Membership.objects.select_related("user"), ("-user__last_name",), "next", size=2)
    names = [Membership.objects.get(pk=pk).user.last_name for page in pages for pk in page]
    assert names == ["Name 1"] * 3 + ["Name 0"] * 3


def test_a_first_page_reached_backward_is_full_though_rows_went_meanwhile():
    some_organizations(10)
    second = keyset_page(Organization.objects.all(), RequestFactory().get("/"), order=("pk",), size=5).next
    back = keyset_page(Organization.objects.all(), RequestFactory().get(f"/{second}"), order=("pk",), size=5).previous
    rest = Organization.objects.exclude(pk=Organization.objects.order_by("pk").first().pk)
    page = keyset_page(rest, RequestFactory().get(f"/{back}"), order=("pk",), size=5)
    assert [row.pk for row in page.rows] == list(rest.order_by("pk").values_list("pk", flat=True)[:5])
    assert page.previous == ""


def test_other_parameters_stay_in_the_links():
    some_organizations(6)
    page = keyset_page(Organization.objects.all(), RequestFactory().get("/?view=mine&after="), order=("name",), size=5)
    assert page.next.startswith("?view=mine&after=")


@pytest.mark.parametrize("cursor", ["", "x", "bm9wZQ", "W10", "WzEsMiwzXQ", "%F0", "W251bGwsInRleHQiXQ"])
def test_a_cursor_that_is_not_ours_means_the_first_page(cursor):
    some_organizations(6)
    request = RequestFactory().get(f"/?after={cursor}")
    page = keyset_page(Organization.objects.all(), request, order=("name",), size=5)
    assert (len(page.rows), page.previous) == (5, "")


def test_an_empty_list_has_no_pages():
    page = keyset_page(Organization.objects.none(), RequestFactory().get("/"), order=("name",))
    assert (page.rows, page.next, page.previous) == ([], "", "")
