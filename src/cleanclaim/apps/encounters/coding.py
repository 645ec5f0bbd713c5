"""Diagnoses and services as a person arranges them: what was posted, what one more act makes of it, how it is shown.

An act is what a button says: "add-dx:E11.65", "drop-dx:2", "first-dx:2", "add-service:99214", "drop-service:1",
"point:1:2" (line 1, diagnosis 2).  Positions count from 1.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.selectors import Fees, fees_of

LETTERS = "ABCDEFGHIJKL"


class Performed(Struct, frozen=True):
    """One service as documented; `pointers` are 1-based positions of diagnoses, `units` a decimal as text."""

    procedure: str
    modifiers: tuple[str, ...] = ()
    units: str = "1"
    pointers: tuple[int, ...] = (1,)


class Codes(Struct, frozen=True):
    """All codes of a visit."""

    diagnoses: tuple[str, ...] = ()
    services: tuple[Performed, ...] = ()

    def after(self, act: str) -> "Codes":
        """The codes once the act is done; an act that makes no sense changes nothing."""
        name, _, told = act.partition(":")
        change = _ACTS.get(name)
        try:
            return change(self, told) if change else self
        except (IndexError, ValueError):
            return self


def pointed(code: str) -> str:
    """An ICD-10-CM code with its point: e1165 is E11.65."""
    plain = code.replace(".", "").strip().upper()
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def codes_posted(lists: Any) -> Codes:
    """The codes in a posted form: lists `dx`, and `procedure`, `modifiers`, `units`, `pointers` of one length."""
    columns = (lists.getlist(name) for name in ("procedure", "modifiers", "units", "pointers"))
    services = tuple(
        Performed(
            procedure=procedure,
            modifiers=tuple(modifiers.replace(",", " ").upper().split()),
            units=units.strip() or "1",
            pointers=tuple(int(each) for each in pointers.split(",") if each.isdigit()),
        )
        for procedure, modifiers, units, pointers in zip(*columns, strict=False)
    )
    return Codes(tuple(lists.getlist("dx")), services)


def codes_of(diagnoses: Iterable[Any], services: Iterable[Any]) -> Codes:
    """The codes in rows."""
    performed = (
        Performed(
            row.procedure,
            tuple(filter(None, row.modifiers.split(","))),
            f"{Decimal(row.units).normalize():f}",
            tuple(int(each) for each in row.pointers.split(",") if each),
        )
        for row in services
    )
    return Codes(tuple(row.code for row in diagnoses), tuple(performed))


def shown(codes: Codes, *, on: date, fees: Fees | None = None) -> dict[str, Any]:
    """The codes for a template: letters, our own words, pointers as buttons, charges of the day.

    Their sum is None when one has no fee: unknown is never shown as zero.  `fees` are those of the day, where known.
    """
    if fees is None:
        fees = fees_of((service.procedure for service in codes.services), on=on)
    diagnoses = [
        {"position": position, "letter": letter, "code": code, "words": codesets().icd10cm.words(code)}
        for position, (letter, code) in enumerate(zip(LETTERS, codes.diagnoses, strict=False), start=1)
    ]
    services = [_service_shown(position, each, diagnoses, fees) for position, each in enumerate(codes.services, 1)]
    amounts = [service["amount"] for service in services]
    return {
        "diagnoses": diagnoses,
        "services": services,
        "charge": None if None in amounts else sum(amounts),
        "without_fee": [each["procedure"] for each in services if each["amount"] is None],
    }


def price(fees: Fees, procedure: str, modifiers: Iterable[str], units: Decimal) -> int | None:
    """Fee of the first modifier that has one of its own, else the plain fee, times the units, in whole cents."""
    keys = [(procedure, modifier) for modifier in (*modifiers, "")]
    fee = next((fees[key] for key in keys if key in fees), None)
    return None if fee is None else int((fee * units).to_integral_value("ROUND_HALF_EVEN"))


def _service_shown(position: int, service: Performed, diagnoses: list[dict[str, Any]], fees: Fees) -> dict[str, Any]:
    return {
        "position": position,
        "procedure": service.procedure,
        "words": codesets().procedures.words(service.procedure),
        "modifiers": " ".join(service.modifiers),
        "units": service.units,
        "pointers": ",".join(str(each) for each in service.pointers),
        "points": [row | {"is_on": row["position"] in service.pointers} for row in diagnoses],
        "letters": [row["letter"] for row in diagnoses if row["position"] in service.pointers],
        "amount": price(fees, service.procedure, service.modifiers, _number(service.units)),
    }


def _number(units: str) -> Decimal:
    try:
        return Decimal(units)
    except InvalidOperation:
        return Decimal(0)


def _add_diagnosis(codes: Codes, code: str) -> Codes:
    diagnoses = dict.fromkeys((*codes.diagnoses, pointed(code)))
    return replace(codes, diagnoses=tuple(diagnoses))


def _drop_diagnosis(codes: Codes, position: str) -> Codes:
    gone = int(position)
    order = [each for each in range(1, len(codes.diagnoses) + 1) if each != gone]
    return _reordered(codes, order)


def _first_diagnosis(codes: Codes, position: str) -> Codes:
    first = int(position)
    rest = [each for each in range(1, len(codes.diagnoses) + 1) if each != first]
    return _reordered(codes, [first, *rest])


def _reordered(codes: Codes, order: list[int]) -> Codes:
    """Diagnoses by their old positions in the new order; pointers follow their diagnosis."""
    new = {old: position for position, old in enumerate(order, start=1)}
    services = (
        replace(each, pointers=tuple(new[old] for old in each.pointers if old in new)) for each in codes.services
    )
    return Codes(tuple(codes.diagnoses[old - 1] for old in order), tuple(services))


def _add_service(codes: Codes, procedure: str) -> Codes:
    pointers = (1,) if codes.diagnoses else ()
    return replace(codes, services=(*codes.services, Performed(procedure.strip().upper(), pointers=pointers)))


def _drop_service(codes: Codes, position: str) -> Codes:
    kept = tuple(each for number, each in enumerate(codes.services, start=1) if number != int(position))
    return replace(codes, services=kept)


def _point(codes: Codes, told: str) -> Codes:
    line, diagnosis = (int(each) for each in told.split(":"))
    return replace(codes, services=tuple(_toggled(codes.services, line, diagnosis)))


def _toggled(services: Iterable[Performed], line: int, diagnosis: int) -> Iterator[Performed]:
    for number, each in enumerate(services, start=1):
        if number != line:
            yield each
        elif diagnosis in each.pointers:
            yield replace(each, pointers=tuple(pointer for pointer in each.pointers if pointer != diagnosis))
        else:
            yield replace(each, pointers=(*each.pointers, diagnosis))


_ACTS = {
    "add-dx": _add_diagnosis,
    "drop-dx": _drop_diagnosis,
    "first-dx": _first_diagnosis,
    "add-service": _add_service,
    "drop-service": _drop_service,
    "point": _point,
}
