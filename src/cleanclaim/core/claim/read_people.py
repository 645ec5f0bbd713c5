"""Subscribers and patients of an 837: an NM1 and what follows it in its loop, and the PAT of their level."""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core.claim.read_addresses import AddressReader
from cleanclaim.core.claim.read_parties import NAME, PERSON
from cleanclaim.core.claim.texts import DAYS, Fields, Texts
from cleanclaim.core.claim.value import Person
from cleanclaim.core.x12 import Kept

_NAMES = 9  # elements of an NM1 with an identifier
_NO_MORE = ("",) * _NAMES
_ORGANIZATION = "2"


class PersonReader:
    """Subscribers and patients."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        separator = texts.separator
        self._separator, self._terminator = separator, texts.terminator
        self._street, self._city, self._born = f"N3{separator}", f"N4{separator}", f"DMG{separator}D8{separator}"
        self._address = AddressReader(texts)

    def __call__(self, text: str, facts: Fields | None = None) -> Person:
        """From the text of the loop behind the name of its NM1; `facts` are those of the PAT of its level."""
        found = None if facts else self.usual(text)
        return found or self.read(self._texts.segments("NM1", text), facts)

    def usual(self, text: str) -> Person | None:
        """Name and number, address, birthday and sex, cut at once; None where there is anything else."""
        name, *rest = text.split(self._terminator)
        elements = name.split(self._separator)
        if len(elements) < _NAMES:
            elements += _NO_MORE[len(elements) :]
        elif len(elements) > _NAMES:
            return None
        _, kind, last, first, middle, prefix, suffix, qualifier, member_id = elements
        if kind != PERSON or prefix or (qualifier != "MI" if member_id else qualifier):
            return None
        born, sex = None, ""
        if rest and rest[-1].startswith(self._born):
            day, _, sex = rest.pop()[len(self._born) :].partition(self._separator)
            born = DAYS[day]
            if born is None or self._separator in sex:
                return None
        where = self._address.usual(rest)
        if where is None:
            return None
        return Person(last, first, middle, suffix, born, sex, where, member_id)

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
        address = self._address(street, city, also)
        _add_rare(name, more)
        if len(name) > 10 and (rest := texts.rest(name, NAME)):
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
