"""What patients signed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.patients.choices import FormKind
from cleanclaim.apps.patients.models import SignedForm
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.edits.records import Consent, Notice


class Signed(Struct):
    """The forms of one patient."""

    notices: tuple[Notice, ...] = ()
    consents: tuple[Consent, ...] = ()


def signed_by(claims: Iterable[Claim]) -> defaultdict[int, Signed]:
    """{patient id: what the patient signed}; of whom no form is on file, nothing was signed."""
    found: defaultdict[int, Signed] = defaultdict(Signed)
    for patient_id, *form in _rows(sorted({claim.patient_id for claim in claims})):
        _put(found[patient_id], *form)
    return found


@asked_often
def _rows(patients: list[int]) -> QuerySet:
    rows = SignedForm.objects.filter(patient__id__in=patients).order_by("signed_on", "pk")
    return rows.values_list("patient_id", "kind", "signed_on", "option", "procedure", "is_early_allowed")


def _put(signed: Signed, kind: str, on: date, option: int, procedure: str, is_early_allowed: bool) -> None:
    if kind == FormKind.NOTICE:
        signed.notices += (Notice(on, option, procedure),)
    else:
        signed.consents += (Consent(on, is_early_allowed),)
