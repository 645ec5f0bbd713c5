"""Encounters as rows of the acting practice."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tests.builders.patients import a_patient
from tests.builders.practices import the_clinician, the_location

from cleanclaim import clock
from cleanclaim.apps.encounters.models import Diagnosis, Encounter, Service

SERVICE_DAY = date(2026, 9, 14)
NOTE = {
    "subjective": "Sugars at home 190 to 240 for six weeks.",
    "objective": "BP 148/86, A1c 8.4.",
    "assessment": "Diabetes with high sugar.",
    "plan": "Start a second drug, panel in four weeks.",
}


def an_encounter(
    *,
    diagnoses: Sequence[str] = ("E11.65", "I10"),
    services: Sequence[tuple[str, ...]] = (("99214", "", "1,2"), ("80053", "", "1")),
    **given: object,
) -> Encounter:
    """A documented visit; services are (procedure, modifiers, pointers) or (…, units)."""
    values = {
        "patient": given.get("patient") or a_patient(), "clinician": given.get("clinician") or the_clinician(),
        "location": given.get("location") or the_location(), "service_on": SERVICE_DAY, "state": "documented",
    }  # fmt: skip
    encounter = Encounter.objects.create(**NOTE | values | given)
    owner = {"practice": encounter.practice, "encounter": encounter}
    Diagnosis.objects.bulk_create(
        Diagnosis(**owner, position=position, code=code) for position, code in enumerate(diagnoses, start=1)
    )
    Service.objects.bulk_create(_service(owner, position, row) for position, row in enumerate(services, start=1))
    return encounter


def a_signed_encounter(**given: object) -> Encounter:
    """A visit that waits for its charges."""
    values = {"state": "signed", "signed_at": clock.now(), **given}
    return an_encounter(**values)


def _service(owner: dict[str, object], position: int, row: tuple[str, ...]) -> Service:
    procedure, modifiers, pointers, *units = row
    known = {"procedure": procedure, "modifiers": modifiers, "pointers": pointers}
    return Service(**owner, **known, position=position, units=Decimal(units[0] if units else 1))
