"""Patients and their plans as rows of the acting practice."""

from datetime import date
from itertools import count

from tests.builders.practices import LONG_AGO, the_payer

from cleanclaim import clock
from cleanclaim.apps.patients.choices import Rank, Sex
from cleanclaim.apps.patients.models import Coverage, Patient

_numbers = count(1)


def a_patient(*, covered: bool = True, **given: object) -> Patient:
    """June Whitaker, 58, with one commercial plan unless `covered` is false."""
    number = next(_numbers)
    values = {
        "mrn": f"T{number:06d}", "first_name": "June", "last_name": "Whitaker", "birth_date": date(1968, 4, 9),
        "sex": Sex.FEMALE, "phone": "5185550142", "line1": "18 Orchard Row", "city": "Albany", "state": "NY",
        "zip": "122071234", "created_at": clock.now(),
    }  # fmt: skip
    patient = Patient.objects.create(**values | given)
    if covered:
        a_coverage(patient=patient)
    return patient


def a_coverage(*, patient: Patient, **given: object) -> Coverage:
    """The patient's own primary commercial plan, in force for years."""
    values = {
        "payer": given.get("payer") or the_payer(), "rank": Rank.PRIMARY, "member_id": f"MBP{next(_numbers):06d}",
        "group_number": "7700", "plan_name": "Meridian PPO", "effective_from": LONG_AGO,
    }  # fmt: skip
    return Coverage.objects.create(patient=patient, **values | given)
