"""Which payers have the practice and its clinicians in their books, and for which days."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.contracts import may_edit
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Clinician, Enrollment, Payer


class Days(NamedTuple):
    """From a first day to a last, both included; None: not known to end."""

    first: date
    last: date | None = None


Enrolled = Mapping[Clinician | None, Days]
"""The days of each clinician, and under None those of the practice itself."""


def enrolled_with(payer: Payer) -> dict[Clinician | None, Days]:
    """The list as it was entered; empty where nobody entered one."""
    rows = Enrollment.objects.filter(payer=payer).select_related("clinician")
    return {row.clinician: Days(row.effective_from, row.effective_to) for row in rows}


@transaction.atomic
def enrollments_set(*, payer: Payer, enrolled: Enrolled, by: Actor) -> None:
    """The whole list of a payer: whoever is not in it, the payer does not know; an empty one says nothing."""
    may_edit(by)
    if enrolled and None not in enrolled:
        raise NotAllowedNow("A payer that knows a clinician knows the practice. Enter its days too.")
    Enrollment.objects.filter(payer=payer).delete()
    Enrollment.objects.bulk_create(_rows(payer, enrolled, by))


def _rows(payer: Payer, enrolled: Enrolled, by: Actor) -> Iterator[Enrollment]:
    for clinician, (first, last) in enrolled.items():
        yield Enrollment(
            practice=by.practice, payer=payer, clinician=clinician, effective_from=first, effective_to=last
        )
