"""The free texts of a claim, each with the number of characters its element holds."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from cleanclaim.core.claim import Address, Claim, Party, Person
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import Place, on_claim, on_line

_ADDRESS = "address.line1", "address.line2", "address.city"
_PERSON, _PARTY = ("last_name", "first_name", *_ADDRESS), ("name", "first_name", *_ADDRESS)
_OF_PERSON, _OF_PARTY = attrgetter(*_PERSON), attrgetter(*_PARTY)
_OWN = attrgetter(
    *("note", "prior_authorization", "referral_number"),
    *(f"subscriber.{name}" for name in _PERSON),
    *(f"payer.{name}" for name in _PARTY),
)
SHORTEST = 30
_NAME, _FIRST_NAME, _STREET, _CITY, _NOTE, _REFERENCE = 60, 35, 55, SHORTEST, 80, 50
TextField = tuple[str, int, str, int]
"""A text, its limit, the path to it ("billing.name"), and the 0-based index of the line it is of, -1 for none."""


def text_fields(claim: Claim) -> Iterator[TextField]:
    """Every text that is not empty; `place_of` says where it stands, for those that matter."""
    return (field for field in _fields(claim) if field[0])


def own_texts(claim: Claim) -> list[str]:
    """The same texts alone, the empty ones too, but for those of lines and of people with an NPI."""
    texts = [*_OWN(claim)]
    if claim.patient:
        texts += _OF_PERSON(claim.patient)
    return texts


def any_text(is_wanted: Callable[[Sequence[str]], object]) -> When:
    """When some text of the claim is one to look at; `is_wanted` is asked of several at once."""
    return (
        When(texts=is_wanted)
        | When(party=lambda codesets, who: is_wanted(_OF_PARTY(who.party)))
        | When(line=lambda line: is_wanted((line.description, line.note)))
    )


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
