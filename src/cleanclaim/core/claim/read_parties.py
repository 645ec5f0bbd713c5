"""People and organizations of an 837: an NM1 and what follows it."""

from collections.abc import Sequence

from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Segment
from cleanclaim.core.x12.elements import day_of, split

_TAX_ID, _SSN = {"EI", "24", "TJ"}, {"SY", "34"}
_PAYER_ID = {"PI", "XV", "46"}  # 46: a trading partner's number

Parties = dict[str, list[Segment]]


def parties_of(segments: Sequence[Segment]) -> tuple[list[Segment], Parties]:
    """The segments before any NM1, and those of each NM1 by its entity (NM101); of two alike the first one counts."""
    before, *named = split(segments, "NM1")
    parties: Parties = {}
    for part in named:
        parties.setdefault(part[0][1], part)
    return before, parties


def party_of(segments: Sequence[Segment] | None) -> Party:
    """A provider or payer; an empty one for None."""
    if not segments:
        return Party()
    name = segments[0]
    ids = [(name[8], name[9]), *((s[1], s[2]) for s in segments if s.id == "REF")]
    contact = next((s for s in segments if s.id == "PER"), None)
    known = {"XX"} | _TAX_ID | _SSN | _PAYER_ID
    return Party(
        name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        is_person=name[2] == "1",
        npi=_first(ids, {"XX"}),
        taxonomy=next((s[3] for s in segments if s.id == "PRV"), ""),
        tax_id=_first(ids, _TAX_ID),
        ssn=_first(ids, _SSN),
        payer_id=_first(ids, _PAYER_ID),
        address=address_of(segments),
        contact_name=contact[2] if contact else "",
        phone=_phone(contact) if contact else "",
        other_ids=tuple((kind, value) for kind, value in ids if kind not in known and value),
    )


def party_if_named(parties: Parties, *entities: str) -> Party | None:
    """The first of these entities that is there."""
    return next((party_of(parties[entity]) for entity in entities if entity in parties), None)


def person_of(segments: Sequence[Segment] | None, death: Segment | None = None) -> Person:
    """A subscriber or patient; `death` is the PAT that stands before the name."""
    if not segments:
        return Person()
    name = segments[0]
    facts = next((s for s in segments if s.id == "DMG"), None)
    return Person(
        last_name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        birth_date=day_of(facts[2]) if facts else None,
        sex=facts[3] if facts else "",
        address=address_of(segments),
        member_id=name[9],
        is_organization=name[2] == "2",
        date_of_death=day_of(death[6]) if death else None,
    )


def address_of(segments: Sequence[Segment]) -> Address:
    """N3 and N4."""
    street = next((s for s in segments if s.id == "N3"), None)
    city = next((s for s in segments if s.id == "N4"), None)
    return Address(
        line1=street[1] if street else "",
        line2=street[2] if street else "",
        city=city[1] if city else "",
        state=city[2] if city else "",
        zip=city[3] if city else "",
        country=city[4] if city else "",
    )


def _first(ids: Sequence[tuple[str, str]], kinds: set[str]) -> str:
    return next((value for kind, value in ids if kind in kinds), "")


def _phone(contact: Segment) -> str:
    return next((contact[at + 1] for at in (3, 5, 7) if contact[at] == "TE"), "")
