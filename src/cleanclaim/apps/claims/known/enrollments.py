"""Whom payers have in their books, as the practice entered it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import current_actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Enrollment as EnrollmentRow
from cleanclaim.core.edits.known import Enrollment

ByNpi = Mapping[str, tuple[Enrollment, ...]]


def enrollments_of(claims: Iterable[Claim]) -> dict[int, ByNpi]:
    """{payer id: days of each NPI}; a payer whose list nobody entered is not in it."""
    practice, found = current_actor().practice, dict[int, defaultdict[str, tuple[Enrollment, ...]]]()
    for payer_id, npi, first, last in _rows(sorted({claim.payer_id for claim in claims})):
        row = Enrollment(practice.tax_id, first=first, last=last)
        found.setdefault(payer_id, defaultdict(tuple))[npi or practice.npi] += (row,)
    return dict(found)


@asked_often
def _rows(payers: list[int]) -> QuerySet:
    rows = EnrollmentRow.objects.filter(payer__id__in=payers).order_by("pk")
    return rows.values_list("payer_id", "clinician__npi", "effective_from", "effective_to")
