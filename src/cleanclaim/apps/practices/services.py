"""Acts of the practices app."""

from django.db import transaction

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import ControlNumber


@transaction.atomic
def control_number_take(*, series: str, by: Actor, count: int = 1) -> int:
    """Take `count` numbers of a series and return the first; a number taken is never given again."""
    row, _ = ControlNumber.objects.select_for_update().get_or_create(practice=by.practice, series=series)
    first = row.next
    row.next = first + count
    row.save(update_fields=["next"])
    return first
