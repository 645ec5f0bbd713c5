"""Loop 2400 of an 837: a service line with its drug, its providers and what other payers answered for it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cleanclaim.core.claim.places import ANOTHER, OF_LINE, ROLES
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.segments import Loop, Read, blocks_of, concatenated
from cleanclaim.core.claim.texts import INVALID_CHARACTER, MISSING, Fields, Memo, Texts, Unreadable
from cleanclaim.core.claim.value import DentalService, ServiceLine, Tooth
from cleanclaim.core.x12.shape import shape

OPENERS = ("LIN", "NM1", "SVD", "LQ")
_SV1_HELD = frozenset({1, 2, 3, 4, 5, 7, 11, 12, 15})
_SV2_HELD = frozenset({1, 2, 3, 4, 5, 7})
_SV3_HELD = frozenset({1, 2, 3, 4, 5, 6, 11})
_LONGEST_NUMBER = 9  # digits
_USUAL = "{!}~(SV...)~DTP*472*(...)~REF*6R*{!}(?:((?:~LIN*|~NM1*|~SVD*|~LQ*).*)|\\Z)"
"""What most lines begin with, behind the name of LX."""
_SERVICE = "SV1*{}*{}*{}*{}*{}**{}"
_NAME, _ENTITY = 4, slice(0, 3)  # NM1*, 82*
_BEFORE_DAYS = 6  # fields of SV1 before the days of service
_PLAIN = {name: getattr(ServiceLine(0), name) for name in ServiceLine.__struct_fields__[1:11]}
_FIRST = frozenset(_PLAIN)  # between the number and the control number
_SERVICES = ("SV1", "SV2", "SV3")


class LineReader:
    """Service lines of one kind of claim."""

    def __init__(self, texts: Texts, kind: str, adjudication: AdjudicationReader) -> None:
        self._texts, self._adjudication = texts, adjudication
        self._openers = tuple(f"{name}{texts.separator}" for name in OPENERS)
        self._shape, self._service_shape = shape(_USUAL, texts.delimiters), shape(_SERVICE, texts.delimiters)
        self._usual_services: Memo[tuple[tuple[Any, ...], tuple[Any, ...]]] = Memo(self._usual_service)
        self._usual_days: Memo[tuple[date | None, date | None]] = Memo(self._usual_day)
        self._service_days = texts.separator.join(("DTP", "472", ""))
        self._numbers: Memo[int] = Memo(self._number)
        self._loop = Loop(texts, OPENERS, unique=("REF*6R",))
        self._loop.known = self._known(self._loop)
        self._loop.joins["teeth"] = concatenated
        self._places = {
            f"{place.entity}{texts.separator}": (field, PartyReader(texts, place, ROLES[kind]))
            for field, place in OF_LINE.items()
        }
        self._other = "", PartyReader(texts, ANOTHER, ROLES[kind])

    def _known(self, loop: Loop) -> dict[str, Read]:
        return {
            **dict.fromkeys(_SERVICES, self._service),
            "DTP*472": loop.period("service_from", "service_to"),
            "REF*6R": loop.text("REF*6R", "control_number"),
            "REF*X4": loop.text("REF*X4", "clia"),
            "NTE*ADD": loop.text("NTE*ADD", "note"),
            "NTE*DCP": loop.text("NTE*DCP", "note", "note_kind"),
            "TOO": self._tooth,
        }

    def __call__(self, texts: Sequence[str]) -> tuple[ServiceLine, ...]:
        """The lines of a claim from their texts behind the name of LX; raises Unreadable for what means nothing."""
        match, numbers, services, days = self._shape.match, self._numbers, self._usual_services, self._usual_days
        lines = []
        for text in texts:
            found = match(text)
            if found:
                number, composite, period, control_number, left = found.groups()
                before, after = services[composite]
                first, last = days[period]
                if before and first:
                    usual = numbers[number], *before, first, last, *after, control_number
                    lines.append(self._with_inner(usual, left) if left else ServiceLine(*usual))
                    continue
            lines.append(self._by_segments(self._texts.segments("LX", text)))
        return tuple(lines)

    def _with_inner(self, usual: tuple[Any, ...], left: str) -> ServiceLine:
        """A usual line with drugs, providers and answers."""
        fields: Fields = {}
        self._inner_loops(fields, left.split(self._texts.terminator), 1)
        return ServiceLine(*usual, **fields)

    def _by_segments(self, texts: Sequence[str]) -> ServiceLine:
        """A line of any shape."""
        fields, at = self._loop.take(texts)
        if at < len(texts):
            self._inner_loops(fields, texts, at)
        if "charge" not in fields:
            raise Unreadable(texts[0], 1, "the line has no SV1, SV2 or SV3", expected="SV1, SV2 or SV3", code=MISSING)
        if "teeth" in fields:
            _add_teeth(fields)
        number = texts[0].split(self._texts.separator)[1]
        return ServiceLine(self._numbers[number], **fields)

    def _usual_service(self, text: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """What an SV1 says before and after the days, in the order of ServiceLine; nothing where it says more."""
        found = self._service_shape.fullmatch(text)
        if found:
            composite, charge, unit, units, place, pointers = found.groups()
            procedure = self._adjudication.procedure(composite)
            if units.isdecimal() and units.isascii() and len(procedure) == ("modifiers" in procedure) + 1:
                cents, pointed = self._texts.amount(text, 2, charge), self._pointers(text, 7, pointers)
                code, modifiers = procedure["procedure"], procedure.get("modifiers", ())
                return (code, cents, modifiers, units, unit, pointed), (place, False)
        fields = self._service(text) if text[:3] in _SERVICES else {}
        if not fields or not _FIRST.issuperset(fields):
            return (), ()
        values = [fields.get(name, default) for name, default in _PLAIN.items()]
        return tuple(values[:_BEFORE_DAYS]), tuple(values[_BEFORE_DAYS + 2 :])

    def _usual_day(self, period: str) -> tuple[date | None, date | None]:
        return self._texts.period(self._service_days + period) or (None, None)

    def _number(self, number: str) -> int:
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            code = INVALID_CHARACTER if number else MISSING
            text = f"LX{self._texts.separator}{number}"
            raise Unreadable(text, 1, f"{number!r} is not a line number", expected="a whole number", code=code)
        return int(number)

    def _service(self, text: str) -> Fields:
        """SV1, SV2 or SV3: the fields that are not as their defaults."""
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

    def _tooth(self, text: str) -> Fields | None:
        elements = self._texts.elements(text.rstrip(self._texts.separator), 4)
        if len(elements) > 4:
            return None
        _, numbering, number, surfaces = elements
        return {"teeth": (Tooth(number, tuple(self._texts.composite(surfaces)) if surfaces else (), numbering),)}

    def _inner_loops(self, fields: Fields, texts: Sequence[str], at: int) -> None:
        for block in blocks_of(texts, at, self._openers):
            name = block[0][:3]
            if name == "SVD":
                fields["other_payers"] = (*fields.get("other_payers", ()), self._adjudication.answer(block))
            elif name == "NM1":
                text = self._texts.terminator.join(block)[_NAME:]
                field, known = self._places.get(text[_ENTITY], self._other)
                if field and field not in fields:
                    fields[field] = known[text]
                else:
                    fields["other_parties"] = (*fields.get("other_parties", ()), self._other[1][text])
            elif name != "LIN" or not self._takes_drug(fields, block):
                fields["also"] = (*fields.get("also", ()), *[self._texts.row(text) for text in block])

    def _takes_drug(self, fields: Fields, block: Sequence[str]) -> bool:
        """Loop 2410, whole: LIN, CTP and one REF."""
        by_name = {text[:3]: text.rstrip(self._texts.separator) for text in block}
        if "ndc" in fields or len(by_name) < len(block) or not by_name.keys() <= {"LIN", "CTP", "REF"}:
            return False
        drug = self._texts.elements(by_name["LIN"], 4)
        quantity = self._texts.elements(by_name.get("CTP", ""), 6)
        reference = self._texts.elements(by_name.get("REF", ""), 3)
        is_plain = not any((drug[1], *drug[4:], *quantity[1:4], *quantity[6:], *reference[3:]))
        if not (is_plain and drug[3] and len(self._texts.composite(quantity[5])) == 1):
            return False
        fields |= {"ndc": drug[3], "ndc_units": quantity[4], "ndc_unit": quantity[5]}
        fields |= _differing(ndc_kind=(drug[2], "N4"))
        if "REF" in by_name:
            fields |= {"prescription": reference[2], "prescription_kind": reference[1]}
        return True


def _differing(**values: tuple[object, object]) -> Fields:
    """The values, each given with its default, that are not it."""
    return {name: value for name, (value, default) in values.items() if value != default}


def _add_teeth(fields: Fields) -> None:
    service = fields.get("dental") or DentalService()
    teeth = fields.pop("teeth")
    fields["dental"] = DentalService(service.oral_cavity, service.prosthesis, teeth, service.says_one)
