"""The free texts of a claim, each with the number of characters its element holds."""

from collections.abc import Iterator

from cleanclaim.core.claim import Address, Claim, Party, Person
from cleanclaim.core.edits.where import Place, on_claim, on_line

_NAME, _FIRST_NAME, _STREET, _CITY, _NOTE, _REFERENCE = 60, 35, 55, 30, 80, 50


def text_fields(claim: Claim) -> Iterator[tuple[Place, str, int]]:
    """Place, text and limit of every text that is not empty."""
    for place, text, limit in _fields(claim):
        if text:
            yield place, text, limit


def _fields(claim: Claim) -> Iterator[tuple[Place, str, int]]:
    yield from _person(claim, "subscriber", claim.subscriber)
    if claim.patient is not None:
        yield from _person(claim, "patient", claim.patient)
    for name in ("payer", "billing", "rendering", "referring", "supervising", "facility"):
        party = getattr(claim, name)
        if party is not None:
            yield from _party(claim, name, party)
    for name, limit in (("note", _NOTE), ("prior_authorization", _REFERENCE), ("referral_number", _REFERENCE)):
        yield on_claim(claim, name), getattr(claim, name), limit
    for index, line in enumerate(claim.lines):
        yield on_line(claim, index, "description"), line.description, _NOTE
        yield on_line(claim, index, "note"), line.note, _NOTE


def _person(claim: Claim, name: str, person: Person) -> Iterator[tuple[Place, str, int]]:
    yield on_claim(claim, f"{name}.last_name", name), person.last_name, _NAME
    yield on_claim(claim, f"{name}.first_name", name), person.first_name, _FIRST_NAME
    yield from _address(claim, name, person.address)


def _party(claim: Claim, name: str, party: Party) -> Iterator[tuple[Place, str, int]]:
    yield on_claim(claim, f"{name}.name", name), party.name, _NAME
    yield on_claim(claim, f"{name}.first_name", name), party.first_name, _FIRST_NAME
    yield from _address(claim, name, party.address)


def _address(claim: Claim, name: str, address: Address) -> Iterator[tuple[Place, str, int]]:
    yield on_claim(claim, f"{name}.address.line1", name), address.line1, _STREET
    yield on_claim(claim, f"{name}.address.line2", name), address.line2, _STREET
    yield on_claim(claim, f"{name}.address.city", name), address.city, _CITY
