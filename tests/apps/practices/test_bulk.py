"""Rows written many at once read as they were given, on either engine."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.builders.eligibility import a_check
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import the_payer

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.practices.bulk import keys_take, rows_change, rows_write
from cleanclaim.apps.practices.prepared import row_update
from cleanclaim.apps.worklist.models import WorkItem

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
ACT = ("practice_id", "at", "subject", "what", "words", "why", "state_from", "state_to", "source", "amount",
       "user_name", "employer_name")  # fmt: skip


def an_act(by, words, amount=None):
    return (by.practice.pk, AT, "claim:1", "noted", words, "", "", "", "", amount, by.name, "")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("words", ["a\tb", "a\\nb", "a\nb\r", "\\N", "\\.", "Zoë “O’Hara”", ""])
def test_what_a_copy_reads_as_something_else_is_kept(by, words, count):
    rows_write(ActivityEntry, ACT, [an_act(by, words)] * count)
    assert list(ActivityEntry.objects.values_list("words", "at", "amount")) == [(words, AT, None)] * count


def test_keys_are_taken_once(by):
    with transaction.atomic():
        first = keys_take(ActivityEntry, 2)
        rows_write(ActivityEntry, ("id", *ACT), [(key, *an_act(by, "one")) for key in first])
    rows_write(ActivityEntry, ACT, [an_act(by, "two")])
    keys = list(ActivityEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert keys[:2] == first
    assert keys[2] > first[1]


def test_each_row_is_given_its_own_values(by):
    items = [
        WorkItem.objects.create(
            practice=by.practice, kind="denial", condition_key=f"denial:claim:{n}", subject=f"claim:{n}", title="Look",
            reason="", next_action="", role="biller", opened_at=AT,
        )
        for n in (1, 2)
    ]  # fmt: skip
    told = [('Say "no", \\ {NULL}', None), ("NULL", AT)]
    rows_change(WorkItem, ("title", "closed_at"), [(*told[at], item.pk) for at, item in enumerate(items)])
    assert list(WorkItem.objects.order_by("pk").values_list("title", "closed_at")) == told


def test_a_file_is_kept_byte_for_byte_whenever_its_row_changes(by):
    check = a_check(coverage=a_coverage(patient=a_patient(covered=False), payer=the_payer("medicare"), member_id="12"))
    check.response = b'ISA*00*"\\ \n~\x00\xff'
    for _ in ("as given", "as read"):
        row_update(check, ("response",))
        check = EligibilityCheck.objects.get()
        assert bytes(check.response) == b'ISA*00*"\\ \n~\x00\xff'
