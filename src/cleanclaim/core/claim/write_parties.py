"""People and organizations as an 837 writes them: NM1 and what may follow it in each loop."""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Row


def party_rows(entity: str, party: Party, *, taxonomy: str = "", contact: bool = False) -> Iterator[Row]:
    """A provider: NM1, PRV with its role where the loop has one (`taxonomy`), N3, N4, REF, PER for who has a phone."""
    name = ("1" if party.is_person else "2", party.name, party.first_name, party.middle_name, "", party.suffix)
    yield ("NM1", entity, *name, *(("XX", party.npi) if party.npi else ()))
    if taxonomy and party.taxonomy:
        yield ("PRV", taxonomy, "PXC", party.taxonomy)
    yield from address_rows(party.address)
    yield from (("REF", kind, value) for kind, value in (("EI", party.tax_id), ("SY", party.ssn)) if value)
    yield from (("REF", kind, value) for kind, value in party.other_ids)
    if contact and party.phone:
        yield contact_row(party)


def payer_rows(payer: Party) -> Iterator[Row]:
    """Loops 2010BB and 2330B, as far as the address."""
    yield ("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.payer_id)
    yield from address_rows(payer.address)


def contact_row(party: Party) -> Row:
    """PER."""
    return ("PER", "IC", party.contact_name, *(("TE", party.phone) if party.phone else ()))


def person_rows(entity: str, person: Person) -> Iterator[Row]:
    """A subscriber or patient: NM1, N3, N4, DMG."""
    name = (person.last_name, person.first_name, person.middle_name, "", person.suffix)
    identified = ("MI", person.member_id) if person.member_id else ()
    yield ("NM1", entity, "2" if person.is_organization else "1", *name, *identified)
    yield from address_rows(person.address)
    if person.birth_date or person.sex:
        yield ("DMG", "D8", day(person.birth_date), person.sex)


def address_rows(address: Address) -> Iterator[Row]:
    """N3 and N4, each only when there is something to say."""
    if address.line1 or address.line2:
        yield ("N3", address.line1, address.line2)
    if address.city or address.state or address.zip or address.country:
        yield ("N4", address.city, address.state, address.zip, address.country)


def day(moment: date | None) -> str:
    """CCYYMMDD."""
    return moment.strftime("%Y%m%d") if moment else ""
