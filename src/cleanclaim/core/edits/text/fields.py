"""The free texts of a claim, each with the number of characters its element holds."""

from collections.abc import Iterator

from cleanclaim.core.claim import Address, Claim, Party, Person
from cleanclaim.core.edits.where import Place, on_claim, on_line

SHORTEST = 30
_NAME, _FIRST_NAME, _STREET, _CITY, _NOTE, _REFERENCE = 60, 35, 55, SHORTEST, 80, 50
TextField = tuple[str, int, str, int]
"""A text, its limit, the path to it ("billing.name"), and the 0-based index of the line it is of, -1 for none."""


def text_fields(claim: Claim) -> Iterator[TextField]:
    """Every text that is not empty; `place_of` says where it stands, for those that matter."""
    return (field for field in _fields(claim) if field[0])


def texts_of(claim: Claim) -> list[str]:
    """The same texts alone, the empty ones too: a quick look before a long one."""
    people = [claim.subscriber, claim.patient] if claim.patient else [claim.subscriber]
    texts = [claim.note, claim.prior_authorization, claim.referral_number]
    for person in people:
        texts += (person.last_name, person.first_name)
    parties = (claim.payer, claim.billing, claim.rendering, claim.referring, claim.supervising, claim.facility)
    there = [party for party in parties if party is not None]
    for party in there:
        texts += (party.name, party.first_name)
    for address in [person.address for person in people] + [party.address for party in there]:
        texts += (address.line1, address.line2, address.city)
    for line in claim.lines:
        texts += (line.description, line.note)
    return texts


def place_of(claim: Claim, field: TextField) -> Place:
    """Where the text stands."""
    _, _, path, index = field
    if index >= 0:
        return on_line(claim, index, path)
    name, dot, _ = path.partition(".")
    return on_claim(claim, path, name if dot else "claim")


def _fields(claim: Claim) -> Iterator[TextField]:
    yield from _person("subscriber", claim.subscriber)
    if claim.patient is not None:
        yield from _person("patient", claim.patient)
    for name in ("payer", "billing", "rendering", "referring", "supervising", "facility"):
        party = getattr(claim, name)
        if party is not None:
            yield from _party(name, party)
    yield claim.note, _NOTE, "note", -1
    yield claim.prior_authorization, _REFERENCE, "prior_authorization", -1
    yield claim.referral_number, _REFERENCE, "referral_number", -1
    for index, line in enumerate(claim.lines):
        yield line.description, _NOTE, "description", index
        yield line.note, _NOTE, "note", index


def _person(name: str, person: Person) -> Iterator[TextField]:
    yield person.last_name, _NAME, f"{name}.last_name", -1
    yield person.first_name, _FIRST_NAME, f"{name}.first_name", -1
    yield from _address(name, person.address)


def _party(name: str, party: Party) -> Iterator[TextField]:
    yield party.name, _NAME, f"{name}.name", -1
    yield party.first_name, _FIRST_NAME, f"{name}.first_name", -1
    yield from _address(name, party.address)


def _address(name: str, address: Address) -> Iterator[TextField]:
    yield address.line1, _STREET, f"{name}.address.line1", -1
    yield address.line2, _STREET, f"{name}.address.line2", -1
    yield address.city, _CITY, f"{name}.address.city", -1
