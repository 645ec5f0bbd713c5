"""Savepoints mean on SQLite what they mean to Django."""

import pytest
from django.db import connection, transaction
from tests.builders.practices import a_payer

from cleanclaim.apps.practices.models import Payer

pytestmark = pytest.mark.django_db


class Refused(Exception):
    """As a service refuses."""


@transaction.atomic
def refuse(act):
    act()
    raise Refused


def test_a_refusal_undoes_its_own_writes_and_no_more(by):
    with transaction.atomic():
        a_payer(name="before", payer_id="before")
        with transaction.atomic():
            with pytest.raises(Refused):
                refuse(lambda: a_payer(name="refused", payer_id="refused"))
            a_payer(name="after", payer_id="after")
    written = Payer.objects.filter(name__in=["before", "refused", "after"]).order_by("pk")
    assert [payer.name for payer in written] == ["before", "after"]


def test_what_waits_for_the_commit_is_dropped_with_its_savepoint(by, django_capture_on_commit_callbacks):
    heard = []
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        with transaction.atomic():
            transaction.on_commit(lambda: heard.append("kept"))
        with pytest.raises(Refused):
            refuse(lambda: transaction.on_commit(lambda: heard.append("dropped")))
    assert heard == ["kept"]


def test_a_percent_sign_stays_one(by):
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute("SELECT '100%%' || %s", ["!"])
            assert cursor.fetchone() == ("100%!",)
