"""Ready-made questions and statements say the same as the ORM does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.practices import a_payer, a_practice, the_payer

from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import NoActingPractice
from cleanclaim.apps.practices.models import Contract, Fee, Payer

pytestmark = pytest.mark.django_db


@asked_often
def contracts_on(day):
    return Contract.objects.filter(effective_from__lte=day).select_related("payer").order_by("pk")


@asked_often
def payers_named(names):
    return Payer.objects.filter(name__in=names).order_by("pk")


@asked_often
def amounts_of(procedures, least):
    return Fee.objects.filter(procedure__in=procedures, amount__gte=least).order_by("pk").values_list("pk", "amount")


def test_rows_come_with_what_is_joined(by):
    asked = contracts_on(date(2026, 1, 5))
    assert asked == list(Contract.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as further:
        assert all(contract.payer.name for contract in asked)
    assert not further.captured_queries


def test_values_are_those_of_each_call(by):
    one, other = the_payer("medicare"), a_payer(name="Some Other Plan", payer_id="OTHER1")
    assert payers_named([one.name]) == [one]
    assert payers_named([other.name]) == [other]
    assert payers_named([other.name, one.name]) == [one, other]


def test_among_none_is_nobody(by):
    assert payers_named([]) == []


def test_plain_values_come_as_from_the_orm(by):
    codes = sorted(Fee.objects.values_list("procedure", flat=True)[:2])
    fees = Fee.objects.filter(procedure__in=codes, amount__gte=1).order_by("pk")
    assert amounts_of(codes, 1) == list(fees.values_list("pk", "amount"))


def test_each_practice_sees_its_own(by):
    assert payers_named([the_payer("medicare").name])
    with acting_as(system_actor(a_practice())):
        assert [payer.practice for payer in payers_named([the_payer("medicare").name])] != [by.practice]


def test_nobody_acting_asks_nothing():
    with pytest.raises(NoActingPractice):
        payers_named(["Medicare"])


def test_rows_added_many_at_once_know_their_keys(by):
    schedule = Fee.objects.first().schedule
    rows = Fee.objects.bulk_create(
        Fee(practice=by.practice, schedule=schedule, procedure=code, amount=100) for code in ("Q0001", "Q0002")
    )
    assert [Fee.objects.get(procedure=row.procedure).pk for row in rows] == [row.pk for row in rows]
