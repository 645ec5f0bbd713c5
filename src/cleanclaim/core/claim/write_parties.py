"""People and organizations as an 837 writes them: NM1 and what may follow it in each loop."""

from datetime import date

from cleanclaim.core.claim.places import Place
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.claim.write_also import in_order, with_also
from cleanclaim.core.x12 import Row

_MOST_KEPT = 10_000


class PartyWriter:
    """Parties of one kind of claim; the rows of those that repeat are made once."""

    def __init__(self, roles: dict[str, str]) -> None:
        self.roles = roles
        self._known: dict[tuple[int, Place], tuple[Party, list[Row]]] = {}

    def __call__(self, place: Place, party: Party) -> list[Row]:
        """NM1, PRV where the loop has one, N3, N4, REF, PER."""
        key = id(party), place
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            known = self._known[key] = party, self._rows(place, party)  # the party is held, so its id stays its own
        return known[1]

    def taxonomy(self, place: Place, party: Party) -> list[Row]:
        """PRV, where the guide has one or the party says its role."""
        role = party.taxonomy_role or self.roles.get(party.entity or place.entity, "")
        return [("PRV", role, party.taxonomy_kind, party.taxonomy)] if party.taxonomy and role else []

    def _rows(self, place: Place, party: Party) -> list[Row]:
        rows: list[Row] = [name_row(place, party)]
        if place.entity != "85":  # a billing provider's stands before its name, in 2000A
            rows += self.taxonomy(place, party)
        rows += address_rows(party.address)
        rows += reference_rows(party)
        if place.has_contact:
            rows += contact_rows(party)
        return in_order(with_also(rows, party.also)) if party.also else rows


def name_row(place: Place, party: Party) -> Row:
    """NM1; the identifier is the one of the place, else the one that is there."""
    if party.id_qualifier:
        identified: tuple[str, ...] = (party.id_qualifier, party.payer_id)
    elif place.id_qualifier == "XX" or not party.payer_id:
        identified = ("XX", party.npi) if party.npi else ()
    else:
        identified = (place.id_qualifier, party.payer_id)
    kind = "1" if party.is_person else "2"
    names = (party.name, party.first_name, party.middle_name, party.prefix, party.suffix)
    return ("NM1", party.entity or place.entity, kind, *names, *identified)


def reference_rows(party: Party) -> list[Row]:
    """REF."""
    rows: list[Row] = [("REF", kind, value) for kind, value in party.other_ids]
    if party.ssn:
        rows.insert(0, ("REF", "SY", party.ssn))
    if party.tax_id:
        rows.insert(party.tax_id_position, ("REF", "EI", party.tax_id))
    return rows


def contact_rows(party: Party) -> list[Row]:
    """PER, for who has a number."""
    numbers = list(party.other_numbers)
    if party.phone:
        numbers.insert(party.phone_position, ("TE", party.phone))
    if not numbers:
        return []
    return [("PER", "IC", party.contact_name, *(text for pair in numbers for text in pair))]


def person_rows(entity: str, person: Person) -> list[Row]:
    """A subscriber or patient: NM1, N3, N4, DMG, REF."""
    names = (person.last_name, person.first_name, person.middle_name, person.prefix, person.suffix)
    name: Row = ("NM1", entity, "2" if person.is_organization else "1", *names)
    if person.member_id or person.id_qualifier:
        name = (*name, person.id_qualifier or "MI", person.member_id)
    rows: list[Row] = [name, *address_rows(person.address)]
    if person.birth_date or person.sex:
        rows.append(("DMG", "D8", day(person.birth_date), person.sex))
    if person.ssn:
        rows.append(("REF", "SY", person.ssn))
    if person.claim_number:
        rows.append(("REF", "Y4", person.claim_number))
    return in_order(with_also(rows, person.also)) if person.also else rows


def patient_rows(relationship: str, person: Person) -> list[Row]:
    """PAT, where there is something to say."""
    died = ("D8", day(person.date_of_death)) if person.date_of_death else ("", "")
    weight = ("01", person.weight) if person.weight else ("", "")
    facts = (relationship, "", "", person.student, *died, *weight, "Y" if person.is_pregnant else "")
    return [("PAT", *facts)] if any(facts) else []


def address_rows(address: Address) -> list[Row]:
    """N3 and N4, each only when there is something to say."""
    rows: list[Row] = []
    if address.line1 or address.line2:
        rows.append(("N3", address.line1, address.line2))
    if address.country or address.subdivision:
        place = (address.city, address.state, address.zip, address.country)
        rows.append(("N4", *place, *(("", "", address.subdivision) if address.subdivision else ())))
    elif address.city or address.state or address.zip:
        rows.append(("N4", address.city, address.state, address.zip))
    return rows


def day(moment: date | None) -> str:
    """CCYYMMDD."""
    return date.isoformat(moment).replace("-", "") if moment else ""
