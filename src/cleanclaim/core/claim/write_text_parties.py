"""People and organizations of a professional claim as text: what most of them have, in the guide's order."""

from collections.abc import Sequence

from msgspec.structs import astuple

from cleanclaim.core.claim.places import Place
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.claim.write_parties import PartyWriter, day
from cleanclaim.core.claim.write_texts import Texts

_MOST_KEPT = 500
_NOWHERE = astuple(Address())
_USUAL = Party.__struct_fields__.index("address") + 1
"""How many values a usual party has; the rest are as in any."""
_RARE = astuple(Party())[_USUAL:]
_USUAL_OF_PERSON = Person.__struct_fields__.index("member_id") + 1
_RARE_OF_PERSON = astuple(Person())[_USUAL_OF_PERSON:]


class AddressTexts:
    """N3 and N4 of addresses in the country."""

    def __init__(self, texts: Texts) -> None:
        self._short, self._long = texts.template("N3*%s~N4*%s*%s*%s~"), texts.template("N3*%s*%s~N4*%s*%s*%s~")

    def __call__(self, values: Sequence[str]) -> str | None:
        """Of the values of an Address, not checked; None when there is anything else to say, or less."""
        line1, line2, city, state, code, country, subdivision = values
        if not (line1 and city and state and code) or country or subdivision:
            return "" if values == _NOWHERE else None
        if line2:
            return self._long % (line1, line2, city, state, code)
        return self._short % (line1, city, state, code)


class PartyTexts:
    """Parties of claims and levels; the last of them are written once in each place.

    What it has written is proven with the claim: when that fails, it is to `forget`.
    """

    def __init__(self, texts: Texts, rows: PartyWriter) -> None:
        self._texts, self._rows, self._address = texts, rows, AddressTexts(texts)
        self._known: dict[tuple[str, int], tuple[Party, str]] = {}
        self._name = texts.template("NM1*%s*%s*%s*%s*%s**%s*%s*%s~")
        self._taxonomy = texts.template("PRV*%s*PXC*%s~")

    def __call__(self, place: Place, party: Party) -> str:
        """The party's segments."""
        key = place.entity, id(party)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            text = self._usual(place, party) or self._texts.of(self._rows(place, party))
            known = self._known[key] = party, text  # the party is held, so its id stays its own
        return known[1]

    def forget(self) -> None:
        """Everything that was written."""
        self._known.clear()

    def _usual(self, place: Place, party: Party) -> str:
        """Name, taxonomy and address; empty where there is anything else to say, or less."""
        values = astuple(party)
        name, first, middle, suffix, is_person, npi, taxonomy, tax_id, ssn, payer_id, where = values[:_USUAL]
        if tax_id or ssn or values[_USUAL:] != _RARE:
            return ""
        qualifier, identifier = place.id_qualifier, payer_id
        if qualifier == "XX" or not payer_id:
            qualifier, identifier = "XX", npi
        lines = astuple(where)
        address = self._address(lines)
        if not identifier or address is None:
            return ""
        self._texts.said += (name, first, middle, suffix, identifier, taxonomy, *lines)
        kind = "1" if is_person else "2"
        text = self._name % (place.entity, kind, name, first, middle, suffix, qualifier, identifier)
        role = taxonomy and self._rows.roles.get(place.entity)
        return text + self._taxonomy % (role, taxonomy) + address if role else text + address


class PersonTexts:
    """Subscribers and patients with a name, and perhaps a number, an address, a birthday and a sex."""

    def __init__(self, texts: Texts) -> None:
        self._texts, self._address = texts, AddressTexts(texts)
        self._insured = texts.template("NM1*%s*1*%s*%s*%s**%s*MI*%s~")
        self._named = texts.template("NM1*%s*1*%s*%s~")
        self._facts = texts.template("DMG*D8*%s*%s~")

    def __call__(self, entity: str, person: Person) -> str | None:
        """The person's segments; None when there is anything else to say, or less."""
        values = astuple(person)
        last, first, middle, suffix, born, sex, where, member_id = values[:_USUAL_OF_PERSON]
        lines = astuple(where)
        address = self._address(lines)
        if values[_USUAL_OF_PERSON:] != _RARE_OF_PERSON or address is None or not first or bool(born) != bool(sex):
            return None
        self._texts.said += (last, first, middle, suffix, sex, member_id, *lines)
        if member_id:
            text = self._insured % (entity, last, first, middle, suffix, member_id)
        elif middle or suffix:
            return None
        else:
            text = self._named % (entity, last, first)
        return text + address + self._facts % (day(born), sex) if born else text + address
