"""SV1, SV2 and SV3 of an 837: what was done, for how much, and for which diagnoses."""

from collections.abc import Callable
from typing import Any

from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.texts import Fields, Texts, Unreadable
from cleanclaim.core.claim.value import DentalService, ServiceLine

SERVICES = ("SV1", "SV2", "SV3")
_SV1_HELD = frozenset({1, 2, 3, 4, 5, 7, 11, 12, 15})
_SV2_HELD = frozenset({1, 2, 3, 4, 5, 7})
_SV3_HELD = frozenset({1, 2, 3, 4, 5, 6, 11})
MOST_KEPT = 5_000  # a practice has few services, prices and pointers, and many of each together
_USUAL = 8  # name and elements of most SV1
_NAMES = (*ServiceLine.__struct_fields__[1:7], "place_of_service", "emergency")
_PLAIN = {name: getattr(ServiceLine(0), name) for name in _NAMES}
_FIRST = frozenset(_PLAIN)

Usual = tuple[Any, ...]
"""The values of a ServiceLine before and after its days, in its order; nothing for what says anything else."""


class ServiceReader:
    """Services of one kind of claim."""

    def __init__(self, texts: Texts, adjudication: AdjudicationReader) -> None:
        self._texts, self._adjudication = texts, adjudication

    def usual(self, text: str) -> Usual:
        """A service that only says the first fields of a line."""
        elements = text.split(self._texts.separator)
        if len(elements) == _USUAL and elements[0] == "SV1" and not elements[6]:
            _, composite, charge, unit, units, place, _, pointers = elements
            procedure = self._adjudication.procedure(composite)
            if units.isdecimal() and units.isascii() and len(procedure) == ("modifiers" in procedure) + 1:
                cents, pointed = self._texts.amount(text, 2, charge), self._pointers(text, 7, pointers)
                code, modifiers = procedure["procedure"], procedure.get("modifiers", ())
                return code, cents, modifiers, units, unit, pointed, place, False
        fields = self(text) if elements[0] in SERVICES else {}
        if not fields or not _FIRST.issuperset(fields):
            return ()
        return tuple([fields.get(name, default) for name, default in _PLAIN.items()])

    def __call__(self, text: str) -> Fields:
        """The fields that are not as their defaults; raises Unreadable."""
        elements = self._texts.elements(text, 16)
        reads: dict[str, Callable[[str, list[str]], Fields]]
        reads = {"SV1": self._professional, "SV2": self._institutional, "SV3": self._dental}
        fields = reads[elements[0]](text, elements)
        rest = fields.pop("rest", None)
        if rest:
            fields["also"] = (rest,)
        return fields

    def _professional(self, text: str, elements: list[str]) -> Fields:
        fields = {**self._adjudication.procedure(elements[1]), "charge": self._texts.amount(text, 2, elements[2])}
        fields |= _differing(unit=(elements[3], "UN"), place_of_service=(elements[5], ""))
        fields |= self._units(text, 4, elements[4])
        fields |= _differing(epsdt=(elements[11], ""), family_planning=(elements[12], ""))
        fields |= _differing(copay_status=(elements[15], ""), pointers=(self._pointers(text, 7, elements[7]), (1,)))
        held = _SV1_HELD
        if elements[9] == "Y":
            fields["emergency"] = True
            held |= {9}
        return {**fields, "rest": self._texts.rest(elements, held)}

    def _institutional(self, text: str, elements: list[str]) -> Fields:
        fields = self._adjudication.procedure(elements[2]) if elements[2] else {}
        fields = {**fields, "charge": self._texts.amount(text, 3, elements[3]), "pointers": ()}
        fields |= _differing(unit=(elements[4], "UN"), revenue_code=(elements[1], ""))
        fields |= self._units(text, 5, elements[5])
        if elements[7]:
            fields["noncovered"] = self._texts.amount(text, 7, elements[7])
        return {**fields, "rest": self._texts.rest(elements, _SV2_HELD)}

    def _dental(self, text: str, elements: list[str]) -> Fields:
        fields = {**self._adjudication.procedure(elements[1]), "charge": self._texts.amount(text, 2, elements[2])}
        fields |= _differing(place_of_service=(elements[3], ""))
        fields |= _differing(pointers=(self._pointers(text, 11, elements[11]), (1,)))
        fields |= self._units(text, 6, elements[6] or "1")
        cavity = tuple(self._texts.composite(elements[4])) if elements[4] else ()
        says_one = elements[6] == "1"
        if cavity or elements[5] or says_one:
            fields["dental"] = DentalService(cavity, elements[5], says_one=says_one)
        return {**fields, "rest": self._texts.rest(elements, _SV3_HELD)}

    def _units(self, text: str, position: int, element: str) -> Fields:
        return _differing(units=(self._texts.decimal(text, position, element), "1"))

    def _pointers(self, text: str, position: int, element: str) -> tuple[int, ...]:
        if not element:
            return ()
        pointers = [pointer or "0" for pointer in self._texts.composite(element)]
        if not all(pointer.isascii() and pointer.isdigit() and len(pointer) <= 9 for pointer in pointers):
            raise Unreadable(text, position, "a diagnosis pointer is not a number", expected="whole numbers")
        return tuple(map(int, pointers))


def _differing(**values: tuple[object, object]) -> Fields:
    """The values, each given with its default, that are not it."""
    return {name: value for name, (value, default) in values.items() if value != default}
