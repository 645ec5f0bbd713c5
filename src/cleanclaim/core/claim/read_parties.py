"""Organizations and providers of an 837: an NM1 and what follows it in its loop."""

from collections.abc import Sequence

from cleanclaim.core.claim.places import Place
from cleanclaim.core.claim.read_addresses import AddressReader
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Party
from cleanclaim.core.x12 import Kept

PERSON = "1"
NAME = frozenset(range(10))
"""What of an NM1 the fields of a name hold."""
_NAMES = 9  # elements of an NM1 with an identifier


class PartyReader(Memo[Party]):
    """Providers, payers and senders at one place of the file, by the text of their loop behind the name of its NM1."""

    def __init__(self, texts: Texts, place: Place, roles: dict[str, str]) -> None:
        super().__init__(self._of_text)
        self._texts, self._place, self._roles = texts, place, roles
        self._address = AddressReader(texts)
        self._separator, self._terminator = texts.separator, texts.terminator
        role = roles.get(place.entity, "")
        self._taxonomy_start = texts.separator.join(("PRV", role, "PXC", "")) if role else texts.terminator
        self._has_npi = place.id_qualifier == "XX"

    def _of_text(self, text: str) -> Party:
        return self.usual(text) or self.read(self._texts.segments("NM1", text))

    def usual(self, text: str) -> Party | None:
        """Name, identifier, taxonomy and address, cut at once; None where there is anything else, or less."""
        name, *rest = text.split(self._terminator)
        elements = name.split(self._separator)
        if len(elements) != _NAMES:
            return None
        entity, kind, last, first, middle, prefix, suffix, qualifier, identifier = elements
        if prefix or not identifier or qualifier != self._place.id_qualifier or entity != self._place.entity:
            return None
        taxonomy = ""
        if rest and rest[0].startswith(self._taxonomy_start):
            taxonomy = rest.pop(0)[len(self._taxonomy_start) :]
            if not taxonomy or self._separator in taxonomy:
                return None
        where = self._address.usual(rest)
        if where is None:
            return None
        npi, payer_id = (identifier, "") if self._has_npi else ("", identifier)
        return Party(last, first, middle, suffix, kind == PERSON, npi, taxonomy, "", "", payer_id, where)

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
        self._drop_usual_role(entity, fields)
        if street or city:
            fields["address"] = self._address(street, city, also)
        if also:
            fields["also"] = tuple(also)
        return Party(**fields)

    def _name(self, elements: list[str], fields: Fields, also: list[Kept]) -> None:
        _, entity, kind, fields["name"], first, middle, prefix, suffix, qualifier, identifier = elements[:10]
        fields.update(first_name=first, middle_name=middle, prefix=prefix, suffix=suffix, is_person=kind == PERSON)
        if entity != self._place.entity:
            fields["entity"] = entity
        if qualifier == "XX" and identifier:
            fields["npi"] = identifier
        elif qualifier or identifier:
            fields["payer_id"] = identifier
            if qualifier != self._place.id_qualifier or not identifier:
                fields["id_qualifier"] = qualifier
        if len(elements) > 10 and (rest := self._texts.rest(elements, NAME)):
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

    def _drop_usual_role(self, entity: str, fields: Fields) -> None:
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
