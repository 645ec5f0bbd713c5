"""Who takes the segments of the header and of loops 1000A, 1000B and 2000, by field of their tables in `loops`."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.claim.value import Address
from cleanclaim.core.remittance.drafts import Draft, places
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.fields import ORDER, UNUSUAL, Taking, gathering, leaving, pairing
from cleanclaim.core.remittance.outcomes import TS2, TS3, Layout
from cleanclaim.core.remittance.value import BankAccount, ClaimGroup, Currency, Delivery, Payee, Payer, Remittance

Put = Callable[[Draft, Sequence[str]], bool]
"""The elements of a segment into the draft; whether the draft could hold them."""
_HEADER, _GROUP = places(Remittance), places(ClaimGroup)


def header_takers(elements: Elements) -> dict[str, Taking]:
    """BPR, TRN, CUR, REF, DTM."""

    def payment(draft: Draft, sent: Sequence[str]) -> bool:
        if draft[_HEADER["method"]] is not None:
            return False
        found = {
            "handling": sent[1],
            "amount": elements.cents[sent[2]],
            "credit_flag": sent[3],
            "method": sent[4],
            "payment_format": sent[5],
            "payer_account": _account(sent[6:10]),
            "payer_identifier": sent[10],
            "payer_supplement": sent[11],
            "payee_account": _account(sent[12:16]),
            "paid_on": elements.day(sent[16], "BPR16"),
        }
        for field, value in found.items():
            draft[_HEADER[field]] = value
        return True

    def trace(draft: Draft, sent: Sequence[str]) -> bool:
        if draft[_HEADER["trace_number"]] is not None or sent[1] != "1":
            return False
        for position, field in enumerate(("trace_number", "originator", "originator_supplement"), start=2):
            draft[_HEADER[field]] = sent[position]
        return True

    def currency(draft: Draft, sent: Sequence[str]) -> bool:
        return _once(draft, _HEADER["currency"], Currency(sent[2], sent[3], sent[1]))

    def production_on(draft: Draft, sent: Sequence[str]) -> bool:
        day = elements.day(sent[2], "DTM02")
        return day is not None and _once(draft, _HEADER["production_on"], day)

    def reference(field: str) -> Put:
        return lambda draft, sent: bool(sent[2]) and _once(draft, _HEADER[field], sent[2])

    return {
        "payment": _taking(elements, 16, payment),
        "trace": _taking(elements, 4, trace),
        "currency": _taking(elements, 3, currency),
        "receiver": _taking(elements, 2, reference("receiver")),
        "software_version": _taking(elements, 2, reference("software_version")),
        "production_on": _taking(elements, 2, production_on),
    }


def payer_takers(elements: Elements) -> dict[str, Taking]:
    """Loop 1000A."""
    at = places(Payer)

    def name(draft: Draft, sent: Sequence[str]) -> bool:
        draft[at["name"]], draft[at["payer_id"]] = sent[2], sent[4]
        draft[at["id_qualifier"]] = "" if sent[3] == "XV" else sent[3]
        return True

    contacts = gathering(at["contacts"], elements.contact, elements)
    return {**_party_takers(elements, at), "name": _first(elements, 4, name, at), "contacts": contacts}


def payee_takers(elements: Elements) -> dict[str, Taking]:
    """Loop 1000B.  The first REF TJ gives the tax number that N1 does not."""
    at = places(Payee)

    def name(draft: Draft, sent: Sequence[str]) -> bool:
        qualifier, identifier = sent[3], sent[4]
        draft[at["name"]] = sent[2]
        field = {"XX": "npi", "FI": "tax_id"}.get(qualifier, "payer_id")
        draft[at[field]] = identifier
        if field == "payer_id":
            draft[at["id_qualifier"]] = "" if qualifier == "XV" else qualifier
        return True

    def delivery(draft: Draft, sent: Sequence[str]) -> bool:
        return _once(draft, at["delivery"], Delivery(sent[1], sent[2], sent[3]))

    others = pairing(at["other_ids"], elements)

    def other_ids(prefix: str) -> Any:
        pair = others(prefix)

        def take(draft: Draft, text: str) -> None:
            number = text[len(prefix) :]
            if draft[at["tax_id"]] or draft[at["payer_id"]] or not number or elements.separator in number:
                pair(draft, text)
            else:
                draft[at["tax_id"]] = number
                draft[ORDER] = UNUSUAL if draft[at["other_ids"]] else draft[ORDER]

        return take if prefix.split(elements.separator)[1] == "TJ" else pair

    return {
        **_party_takers(elements, at),
        "name": _first(elements, 4, name, at),
        "other_ids": other_ids,
        "delivery": _taking(elements, 3, delivery),
    }


def group_takers(elements: Elements) -> dict[str, Taking]:
    """Loop 2000."""

    def number(draft: Draft, sent: Sequence[str]) -> bool:
        draft[_GROUP["number"]] = sent[1]
        return True

    def summary(layout: Layout[Any], field: str) -> Put:
        def put(draft: Draft, sent: Sequence[str]) -> bool:
            found = layout.read(sent, elements)
            return found is not None and _once(draft, _GROUP[field], found)

        return put

    return {
        "number": _taking(elements, 1, number),
        "provider": _taking(elements, 24, summary(TS3, "provider")),
        "inpatient": _taking(elements, 19, summary(TS2, "inpatient")),
    }


def _party_takers(elements: Elements, at: dict[str, int]) -> dict[str, Taking]:
    """N3, N4 and REF of either party."""
    place = at["address"]

    def street(draft: Draft, sent: Sequence[str]) -> bool:
        held: Address = draft[place]
        if held.line1 or held.line2:
            return False
        draft[place] = replace(held, line1=sent[1], line2=sent[2])
        return True

    def city(draft: Draft, sent: Sequence[str]) -> bool:
        held: Address = draft[place]
        if sent[5] or sent[6] or held != replace(Address(), line1=held.line1, line2=held.line2):
            return False
        draft[place] = replace(held, city=sent[1], state=sent[2], zip=sent[3], country=sent[4], subdivision=sent[7])
        return True

    return {
        "street": _taking(elements, 2, street),
        "city": _taking(elements, 7, city),
        "other_ids": pairing(at["other_ids"], elements),
    }


def _first(elements: Elements, most: int, put: Put, at: dict[str, int]) -> Taking:
    """N1: any other than the first is left."""

    def once(draft: Draft, sent: Sequence[str]) -> bool:
        is_first = not any(draft[at[field]] for field in ("name", "payer_id") if field in at)
        return is_first and put(draft, sent)

    return _taking(elements, most, once)


def _taking(elements: Elements, most: int, put: Put) -> Taking:
    """A segment of at most so many elements, those not sent empty; one that no field can hold is left."""
    leave = leaving(elements)

    def take(draft: Draft, text: str) -> None:
        sent = text.split(elements.separator)
        if len(sent) > most + 1 or not put(draft, sent + [""] * (most + 1 - len(sent))):
            leave(draft, text)

    return lambda prefix: take


def _once(draft: Draft, at: int, value: str | Struct | Any) -> bool:
    """Into a field that is still empty."""
    if draft[at]:
        return False
    draft[at] = value
    return True


def _account(sent: Sequence[str]) -> BankAccount | None:
    return BankAccount(*sent) if any(sent) else None
