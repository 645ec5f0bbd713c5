"""People and organizations of a professional claim as text: what most of them have, in the guide's order."""

from operator import attrgetter

from msgspec.structs import astuple

from cleanclaim.core.claim.places import Place
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.claim.write_parties import PartyWriter
from cleanclaim.core.claim.write_texts import Texts

_MOST_KEPT = 10_000
_NAMES = attrgetter("name", "first_name", "middle_name", "suffix")
_RARE = attrgetter(
    *("tax_id", "ssn", "contact_name", "phone", "other_ids", "id_qualifier", "prefix", "entity", "also"),
    *("taxonomy_role", "taxonomy_kind", "other_numbers"),
)
_USUAL = _RARE(Party())
_NAMES_OF_PERSON = attrgetter("last_name", "first_name", "middle_name", "suffix", "member_id")
_NO_MORE = ("", "", "")  # of a person's names
_RARE_OF_PERSON = attrgetter(
    *("is_organization", "date_of_death", "id_qualifier", "prefix", "ssn", "claim_number", "weight", "is_pregnant"),
    *("student", "also"),
)
_USUAL_PERSON = _RARE_OF_PERSON(Person())
_WHOLE = attrgetter("line1", "city", "state", "zip")
_NOWHERE = Party().address


class AddressTexts:
    """N3 and N4 of addresses in the country."""

    def __init__(self, texts: Texts) -> None:
        self._short, self._long = texts.template("N3*%s~N4*%s*%s*%s~"), texts.template("N3*%s*%s~N4*%s*%s*%s~")

    def __call__(self, address: Address) -> str | None:
        """The address, not checked; None when there is anything else to say, or less."""
        whole = _WHOLE(address)
        if not all(whole) or address.country or address.subdivision:
            return None
        if address.line2:
            return self._long % (whole[0], address.line2, *whole[1:])
        return self._short % whole


class PartyTexts:
    """Parties of claims and levels, each written once in each place."""

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

    def _usual(self, place: Place, party: Party) -> str:
        """Name, taxonomy and address; empty where there is anything else to say, or less."""
        is_provider = place.id_qualifier == "XX" or not party.payer_id
        qualifier, identifier = ("XX", party.npi) if is_provider else (place.id_qualifier, party.payer_id)
        address = self._address(party.address) if party.address is not _NOWHERE else ""
        if not identifier or address is None or _RARE(party) != _USUAL:
            return ""
        names = _NAMES(party)
        self._texts.check(*names, identifier, party.taxonomy, *astuple(party.address))
        text = self._name % (place.entity, "1" if party.is_person else "2", *names, qualifier, identifier)
        role = self._rows.roles.get(place.entity)
        return text + (self._taxonomy % (role, party.taxonomy) if role and party.taxonomy else "") + address


class PersonTexts:
    """Subscribers and patients with a name, an address, a birthday and a sex."""

    def __init__(self, texts: Texts) -> None:
        self._texts, self._address = texts, AddressTexts(texts)
        self._insured = texts.template("NM1*%s*1*%s*%s*%s**%s*MI*%s~")
        self._named = texts.template("NM1*%s*1*%s*%s~")
        self._facts = texts.template("DMG*D8*%s*%s~")

    def __call__(self, entity: str, person: Person) -> str | None:
        """The person's segments; None when there is anything else to say, or less."""
        names = _NAMES_OF_PERSON(person)
        if _RARE_OF_PERSON(person) != _USUAL_PERSON or not (person.birth_date and person.sex and names[1]):
            return None
        address = self._address(person.address)
        if address is None or not (names[-1] or names[2:] == _NO_MORE):
            return None
        self._texts.check(*names, person.sex, *astuple(person.address))
        name = self._insured % (entity, *names) if names[-1] else self._named % (entity, *names[:2])
        return name + address + self._facts % (self._texts.days[person.birth_date], person.sex)
