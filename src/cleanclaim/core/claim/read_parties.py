"""People and organizations of an 837: an NM1 and what follows it in its loop."""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core.claim.places import Place
from cleanclaim.core.claim.texts import DAYS, Fields, Memo, Texts
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Kept
from cleanclaim.core.x12.shape import shape

_NAME = frozenset(range(10))
_BORN = 11  # the group of DMG02
_NAMES = "*{}[*{}[*{}[**{}[*MI*{!}]]]]"
_ADDRESS = "[~N3*{}[*{}]][~N4*{}*{}*{}]"
_PERSON, _ORGANIZATION = "1", "2"
_NOWHERE = Address()


class PartyReader(Memo[Party]):
    """Providers, payers and senders at one place of the file, by the text of their loop behind the name of its NM1."""

    def __init__(self, texts: Texts, place: Place, roles: dict[str, str]) -> None:
        super().__init__(self._of_text)
        self._texts, self._place, self._roles = texts, place, roles
        self._role = roles.get(place.entity, "")
        taxonomy = f"[~PRV*{self._role}*PXC*{{!}}]" if self._role else "()"
        usual = f"{place.entity}*{{}}*{{}}*{{}}*{{}}**{{}}*{place.id_qualifier}*{{!}}{taxonomy}{_ADDRESS}"
        self._shape, self._has_npi = shape(usual, texts.delimiters), place.id_qualifier == "XX"

    def _of_text(self, text: str) -> Party:
        found = self._shape.fullmatch(text)
        if found is None:
            return self.read(self._texts.segments("NM1", text))
        kind, name, first, middle, suffix, identifier, taxonomy, *address = found.groups("")
        where = Address(*address) if any(address) else _NOWHERE
        npi, payer_id = (identifier, "") if self._has_npi else ("", identifier)
        return Party(name, first, middle, suffix, kind == _PERSON, npi, taxonomy, "", "", payer_id, where)

    def read(self, block: Sequence[str]) -> Party:
        """NM1 and what belongs to it, segment by segment; a PRV may stand first."""
        fields: Fields = {}
        also: list[Kept] = []
        street = city = None
        entity = ""
        for text in block:
            elements = self._texts.elements(text, 10)
            name = elements[0]
            if name == "NM1" and not entity:
                entity = elements[1]
                self._name(elements, fields, also)
            elif name == "N3" and street is None:
                street = text
            elif name == "N4" and city is None:
                city = text
            elif not self._takes(name, elements, fields):
                also.append(self._texts.row(text))
        self._taxonomy(entity, fields)
        if street or city:
            fields["address"] = address_of(self._texts, street, city, also)
        if also:
            fields["also"] = tuple(also)
        return Party(**fields)

    def _name(self, elements: list[str], fields: Fields, also: list[Kept]) -> None:
        _, entity, kind, fields["name"], first, middle, prefix, suffix, qualifier, identifier = elements[:10]
        fields.update(first_name=first, middle_name=middle, prefix=prefix, suffix=suffix, is_person=kind == _PERSON)
        if entity != self._place.entity:
            fields["entity"] = entity
        if qualifier == "XX" and identifier:
            fields["npi"] = identifier
        elif qualifier or identifier:
            fields["payer_id"] = identifier
            if qualifier != self._place.id_qualifier or not identifier:
                fields["id_qualifier"] = qualifier
        if len(elements) > 10 and (rest := self._texts.rest(elements, _NAME)):
            also.append(rest)

    def _takes(self, name: str, elements: list[str], fields: Fields) -> bool:
        """Whether fields hold the whole segment."""
        if name == "REF" and elements[2] and not any(elements[3:]):
            _take_reference(elements[1], elements[2], fields)
            return True
        if name == "PRV" and "taxonomy" not in fields and elements[3] and not any(elements[4:]):
            _, fields["taxonomy_role"], fields["taxonomy_kind"], fields["taxonomy"] = elements[:4]
            return True
        if name == "PER" and self._place.has_contact and "contact_name" not in fields and elements[1] == "IC":
            return _takes_contact(elements, fields)
        return False

    def _taxonomy(self, entity: str, fields: Fields) -> None:
        if fields.get("taxonomy_role") == self._roles.get(entity):
            fields.pop("taxonomy_role", None)


def _take_reference(kind: str, value: str, fields: Fields) -> None:
    """REF of a qualifier and a value."""
    field = {"EI": "tax_id", "SY": "ssn"}.get(kind, "")
    if not field or field in fields:
        fields["other_ids"] = (*fields.get("other_ids", ()), (kind, value))
        return
    fields[field] = value
    if kind == "EI" and "other_ids" in fields:
        fields["tax_id_position"] = len(fields["other_ids"])


def _takes_contact(elements: list[str], fields: Fields) -> bool:
    """PER: a name and up to three numbers, one of which may be a telephone's."""
    pairs = [(elements[at], elements[at + 1]) for at in (3, 5, 7) if elements[at] or elements[at + 1]]
    if not pairs or any(elements[3 + 2 * len(pairs) :]) or not all(kind and number for kind, number in pairs):
        return False
    position = next((at for at, (kind, _) in enumerate(pairs) if kind == "TE"), None)
    fields["contact_name"] = elements[2]
    if position is not None:
        fields["phone_position"] = position
        fields["phone"] = pairs.pop(position)[1]
    fields["other_numbers"] = tuple(pairs)
    return True


class PersonReader:
    """Subscribers and patients."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        separator = texts.separator
        self._street, self._city = f"N3{separator}", f"N4{separator}"
        self._shape = shape(f"(?:IL|QC)*1{_NAMES}{_ADDRESS}[~DMG*D8*{{}}[*{{}}]]", texts.delimiters)

    def __call__(self, text: str, facts: Fields | None = None) -> Person:
        """From the text of the loop behind the name of its NM1; `facts` are those of the PAT of its level."""
        found = None if facts else self._shape.fullmatch(text)
        born = DAYS[found[_BORN]] if found and found[_BORN] else None
        if found is None or (found[_BORN] and born is None):
            return self.read(self._texts.segments("NM1", text), facts)
        last, first, middle, suffix, member_id, *address, _, sex = found.groups("")
        return Person(
            last, first, middle, suffix, born, sex, Address(*address) if any(address) else _NOWHERE, member_id
        )

    def read(self, block: Sequence[str], facts: Fields | None = None) -> Person:
        """NM1 and what belongs to it, segment by segment."""
        texts = self._texts
        name = texts.elements(block[0], 10)
        more: Fields = {**facts} if facts else {}
        also: list[Kept] = []
        street = city = None
        born, sex = None, ""
        for text in block[1:]:
            start = text[:3]
            if start == self._street and street is None:
                street = text
            elif start == self._city and city is None:
                city = text
            elif start == "DMG" and born is None and (found := self._birth(text)):
                born, sex = found
            elif start != "REF" or not self._takes_reference(text, more):
                also.append(texts.row(text))
        address = address_of(texts, street, city, also)
        _add_rare(name, more)
        if len(name) > 10 and (rest := texts.rest(name, _NAME)):
            also.insert(0, rest)
        if also:
            more["also"] = tuple(also)
        return Person(name[3], name[4], name[5], name[7], born, sex, address, name[9], **more)

    def _birth(self, text: str) -> tuple[date, str] | None:
        """DMG of a day and a sex; None for another one."""
        elements = text.rstrip(self._texts.separator).split(self._texts.separator)
        day = DAYS[elements[2]] if len(elements) in (3, 4) and elements[1] == "D8" else None
        return (day, elements[3] if len(elements) > 3 else "") if day else None

    def _takes_reference(self, text: str, more: Fields) -> bool:
        elements = text.rstrip(self._texts.separator).split(self._texts.separator)
        field = {"SY": "ssn", "Y4": "claim_number"}.get(elements[1], "") if len(elements) == 3 else ""
        if not field or field in more:
            return False
        more[field] = elements[2]
        return True


def _add_rare(name: list[str], more: Fields) -> None:
    """What few NM1 of persons say."""
    if name[6]:
        more["prefix"] = name[6]
    if name[8] and (name[8] != "MI" or not name[9]):
        more["id_qualifier"] = name[8]
    if name[2] == _ORGANIZATION:
        more["is_organization"] = True


def address_of(texts: Texts, street: str | None, city: str | None, also: list[Kept]) -> Address:
    """N3 and N4."""
    line1 = line2 = ""
    if street:
        _, line1, line2, *others = texts.elements(street, 3)
        if any(others):
            _keep_rest(texts, street, frozenset({1, 2}), also)
    if not city:
        return Address(line1, line2) if street else _NOWHERE
    town = texts.towns[city]
    if town is None:
        town = texts.town(city)
        _keep_rest(texts, city, frozenset({1, 2, 3, 4, 7}), also)
    return Address(line1, line2, *town)


def _keep_rest(texts: Texts, text: str, held: frozenset[int], also: list[Kept]) -> None:
    rest = texts.rest(text.split(texts.separator), held)
    also.extend([rest] if rest else [])


def patient_facts(texts: Texts, text: str) -> Fields:
    """PAT: the relationship (PAT01), the `facts` of the person, and what no field holds."""
    elements = texts.elements(text, 10)
    facts: Fields = {}
    held = {1, 4}
    if elements[4]:
        facts["student"] = elements[4]
    died = DAYS[elements[6]] if elements[5] == "D8" else None
    if died:
        facts["date_of_death"] = died
        held |= {5, 6}
    if elements[7] == "01" and elements[8]:
        facts["weight"] = elements[8]
        held |= {7, 8}
    if elements[9] == "Y":
        facts["is_pregnant"] = True
        held |= {9}
    fields: Fields = {"facts": facts}
    if elements[1]:
        fields["relationship"] = elements[1]
    rest = texts.rest(elements, frozenset(held))
    return {**fields, "also": (rest,)} if rest else fields
