"""Who is on an example's claim: patient, subscriber, providers."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import Party
from cleanclaim.core.edits.example_claim import ADDRESS, BILLING, CLINICIAN, HOSPITAL, PATIENT, SERVICE_DATE, Draft
from cleanclaim.core.edits.example_values import address_of, day_of, party_of, person_of, set_on_claim, text_of
from cleanclaim.core.edits.known import Enrollment, RegisteredNpi
from cleanclaim.core.edits.where import parties

_TAXONOMIES = {
    "MD": "207Q00000X",
    "NP": "363L00000X",
    "PA": "363A00000X",
    "CNS": "364S00000X",
    "PT": "225100000X",
    "OT": "225X00000X",
}


def _patient(draft: Draft, value: Mapping[str, Any]) -> None:
    person = person_of(value, draft.claim.subscriber)
    if "age_days" in value:
        person = structs.replace(person, birth_date=(draft.on or SERVICE_DATE) - timedelta(days=value["age_days"]))
    draft.claim = structs.replace(draft.claim, subscriber=person)


def _subscriber(draft: Draft, value: Mapping[str, Any]) -> None:
    _patient(draft, value)
    if value.get("id_owner") == "mother":
        baby = structs.replace(draft.claim.subscriber, member_id="", first_name="LUZ")
        draft.claim = structs.replace(draft.claim, subscriber=PATIENT, patient=baby, relationship="19")
    if "group" in value:
        draft.claim = structs.replace(draft.claim, group_number=text_of(value["group"]))


def _dependent(draft: Draft, value: Mapping[str, Any]) -> None:
    child = structs.replace(PATIENT, member_id="", birth_date=date(2015, 9, 1))
    draft.claim = structs.replace(draft.claim, patient=person_of(value, child))


def _provider(name: str, like: Party) -> Callable[[Draft, Any], None]:
    """A provider on the claim, as the national register and the payer's books have it besides."""

    def put(draft: Draft, value: Any) -> None:
        party = party_of(value, like)
        fields = value if isinstance(value, Mapping) else {}
        if party and "nm102" in fields:
            party = structs.replace(party, is_person=text_of(fields["nm102"]) == "1")
        draft.claim = structs.replace(draft.claim, **{name: party})
        if party and {"npi_type", "nppes_status"} & set(fields):
            is_person = fields["npi_type"] == 1 if "npi_type" in fields else None
            known = RegisteredNpi(is_person, fields.get("nppes_status", "active") == "active")
            draft.known.setdefault("registry", {})[party.npi] = known
        if party and "effective" in fields:
            draft.known["enrollments"] = {party.npi: (Enrollment(first=day_of(fields["effective"])),)}

    return put


def register_everyone(draft: Draft) -> None:
    """Whoever an example says nothing of is in the national register, if it speaks of that at all."""
    if "registry" in draft.known:
        everyone = {party.npi: RegisteredNpi(party.is_person) for _, party in parties(draft.claim)}
        draft.known["registry"] = everyone | draft.known["registry"]


def _rendering(draft: Draft, value: Any) -> None:
    """A clinician; a profession (MD, NP, PA, CNS) is the usual one with its taxonomy."""
    is_profession = isinstance(value, str) and value in _TAXONOMIES
    _provider("rendering", CLINICIAN)(draft, {"taxonomy": _TAXONOMIES[value]} if is_profession else value)


PEOPLE_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "age": lambda draft, value: setattr(draft, "age", value),
    "sex": lambda draft, value: _patient(draft, {"sex": value}),
    "patient": _patient,
    "address1": lambda draft, value: _patient(draft, {"address1": value}),
    "subscriber": _subscriber,
    "dependent": _dependent,
    "relationship": set_on_claim(relationship=text_of),
    "billing": _provider("billing", BILLING),
    "rendering": _rendering,
    "referring": _provider("referring", CLINICIAN),
    "pay_to": set_on_claim(pay_to=lambda value: address_of(value, ADDRESS)),
    "service_facility": set_on_claim(facility=lambda value: party_of(value, HOSPITAL)),
}
