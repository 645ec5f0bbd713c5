"""The values of an example, as a person writes them, as values of a claim."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import structs

from cleanclaim.core import money
from cleanclaim.core.claim import Address, Adjustment, Party, Person
from cleanclaim.core.edits.example_claim import Draft


def text_of(value: Any) -> str:
    return "" if value is None else str(value)


def cents_of(value: Any) -> int:
    return money.cents(text_of(value))


def day_of(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def party_of(value: Any, like: Party) -> Party | None:
    """A party from a mapping, an NPI or nothing."""
    if value is None:
        return None
    fields = value if isinstance(value, Mapping) else {"npi": value}
    names = {
        "npi": "npi",
        "tin": "tax_id",
        "ssn": "ssn",
        "taxonomy": "taxonomy",
        "name": "name",
        "payer_id": "payer_id",
    }
    changes: dict[str, Any] = {names[key]: text_of(fields[key]) for key in fields if key in names}
    if "npi_type" in fields:
        changes["is_person"] = fields["npi_type"] == 1
    party = structs.replace(like, **changes)
    return structs.replace(party, address=address_of(fields, party.address))


def address_of(fields: Mapping[str, Any], like: Address) -> Address:
    names = {"address1": "line1", "city": "city", "state": "state", "zip": "zip", "country": "country"}
    return structs.replace(like, **{names[key]: text_of(fields[key]) for key in fields if key in names})


def person_of(fields: Mapping[str, Any], like: Person) -> Person:
    names = {"last_name", "first_name", "sex", "member_id", "is_organization", "date_of_death"}
    changes = {key: fields[key] for key in fields if key in names}
    changes = {key: day_of(value) if key == "date_of_death" else value for key, value in changes.items()}
    if "dob" in fields:
        changes["birth_date"] = day_of(fields["dob"])
    for key in ("member_id", "sex"):
        if key in changes:
            changes[key] = text_of(changes[key])
    return structs.replace(like, **changes, address=address_of(fields, like.address))


def adjustment_of(text: str) -> Adjustment:
    """ "CO45:50.00", or "45:50.00" for the contractual group."""
    reason, _, amount = text.partition(":")
    group, reason = (reason[:2], reason[2:]) if reason[:2].isalpha() else ("CO", reason)
    return Adjustment(group, reason, cents_of(amount))


def set_on_claim(**changes: Callable[[Any], Any]) -> Callable[[Draft, Any], None]:
    """A field that sets attributes of the claim; a callable makes the value, `text_of` turns nothing into ""."""

    def put(draft: Draft, value: Any) -> None:
        made = {name: make(value) for name, make in changes.items()}
        draft.claim = structs.replace(draft.claim, **made)

    return put
