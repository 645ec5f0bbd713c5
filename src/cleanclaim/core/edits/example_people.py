"""Who is on an example's claim: patient, subscriber, providers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import structs

from cleanclaim.core.edits.example_claim import ADDRESS, BILLING, CLINICIAN, HOSPITAL, PATIENT, Draft
from cleanclaim.core.edits.example_values import address_of, party_of, person_of, set_on_claim, text_of


def _patient(draft: Draft, value: Mapping[str, Any]) -> None:
    draft.claim = structs.replace(draft.claim, subscriber=person_of(value, draft.claim.subscriber))


def _subscriber(draft: Draft, value: Mapping[str, Any]) -> None:
    _patient(draft, value)
    if "group" in value:
        draft.claim = structs.replace(draft.claim, group_number=text_of(value["group"]))


def _dependent(draft: Draft, value: Mapping[str, Any]) -> None:
    child = structs.replace(PATIENT, member_id="", birth_date=date(2015, 9, 1))
    draft.claim = structs.replace(draft.claim, patient=person_of(value, child))


PEOPLE_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "age": lambda draft, value: setattr(draft, "age", value),
    "sex": lambda draft, value: _patient(draft, {"sex": value}),
    "patient": _patient,
    "address1": lambda draft, value: _patient(draft, {"address1": value}),
    "subscriber": _subscriber,
    "dependent": _dependent,
    "relationship": set_on_claim(relationship=text_of),
    "billing": set_on_claim(billing=lambda value: party_of(value, BILLING)),
    "rendering": set_on_claim(rendering=lambda value: party_of(value, CLINICIAN)),
    "referring": set_on_claim(referring=lambda value: party_of(value, CLINICIAN)),
    "pay_to": set_on_claim(pay_to=lambda value: address_of(value, ADDRESS)),
    "service_facility": set_on_claim(facility=lambda value: party_of(value, HOSPITAL)),
}
