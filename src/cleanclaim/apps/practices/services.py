"""Acts of the practices app."""

from datetime import timedelta

from django.db import connection, transaction

from cleanclaim import clock
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import BillingAgreement, ControlNumber

TAKE = """
INSERT INTO {table} (practice_id, series, next) VALUES (%s, %s, 1 + %s)
ON CONFLICT (practice_id, series) DO UPDATE SET next = {table}.next + %s RETURNING next
"""


def control_number_take(*, series: str, by: Actor, count: int = 1) -> int:
    """Take `count` numbers of a series and return the first; a number taken is never given again.

    One statement, so that two who ask at once wait for each other in the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(table=ControlNumber._meta.db_table), [by.practice.pk, series, count, count])
        [following] = cursor.fetchone()
    return following - count


@transaction.atomic
def agreement_end(*, agreement: BillingAgreement, by: Actor) -> BillingAgreement:
    """Shut the billing company out at once: its people act for the practice no more from their next request on."""
    by.require("consent.billing_company")
    if agreement.practice_id != by.practice.pk or not agreement.is_in_force(clock.today()):
        raise NotAllowedNow(f"{agreement.company} is not let in by {by.practice} today.")
    agreement.effective_to = clock.today() - timedelta(days=1)
    agreement.save(update_fields=["effective_to"])
    return agreement
