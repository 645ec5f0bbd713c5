"""Loop 2400 of an 837: a service line with its drug, its providers and what other payers answered for it."""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core.claim.places import ANOTHER, OF_LINE, ROLES
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_drug import drug
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.read_services import MOST_KEPT, SERVICES, ServiceReader, Usual
from cleanclaim.core.claim.segments import Loop, Read, blocks_of, concatenated
from cleanclaim.core.claim.texts import INVALID_CHARACTER, MISSING, Fields, Memo, Texts, Unreadable
from cleanclaim.core.claim.value import DentalService, ServiceLine, Tooth

OPENERS = ("LIN", "NM1", "SVD", "LQ")
_LONGEST_NUMBER = 9  # digits
_USUAL = 4  # LX, the service, its days, its control number
_NAME, _ENTITY, _REFERENCE = 4, slice(0, 3), slice(7, None)  # NM1*, 82*, behind REF*6R*
_NO_MORE: Fields = {}
Days = tuple[date, date | None]
"""The first and the last of a span, the last None for a single day."""


class LineReader:
    """Service lines of one kind of claim."""

    def __init__(self, texts: Texts, kind: str, adjudication: AdjudicationReader) -> None:
        self._texts, self._adjudication = texts, adjudication
        self._separator, self._terminator = texts.separator, texts.terminator
        self._openers = tuple(f"{name}{texts.separator}" for name in OPENERS)
        service = ServiceReader(texts, adjudication)
        self._services: Memo[Usual] = Memo(service.usual, MOST_KEPT)
        self._days: Memo[Days | None] = Memo(self._usual_days)
        self._days_start, self._control_number = (
            texts.separator.join(two) for two in (("DTP", "472", ""), ("REF", "6R", ""))
        )
        self._numbers: Memo[int] = Memo(self._number)
        self._loop = Loop(texts, OPENERS)
        self._loop.known = self._known(self._loop, Memo(service, MOST_KEPT))
        self._loop.joins["teeth"] = concatenated
        self._places = {
            f"{place.entity}{texts.separator}": (field, PartyReader(texts, place, ROLES[kind]))
            for field, place in OF_LINE.items()
        }
        self._other = "", PartyReader(texts, ANOTHER, ROLES[kind])

    def _known(self, loop: Loop, services: Memo[Fields]) -> dict[str, Read]:
        return {
            **dict.fromkeys(SERVICES, services.__getitem__),
            "DTP*472": loop.period("service_from", "service_to"),
            "REF*6R": loop.text("REF*6R", "control_number"),
            "REF*X4": loop.text("REF*X4", "clia"),
            "NTE*ADD": loop.text("NTE*ADD", "note"),
            "NTE*DCP": loop.text("NTE*DCP", "note", "note_kind"),
            "TOO": self._tooth,
        }

    def __call__(self, texts: Sequence[str]) -> tuple[ServiceLine, ...]:
        """The lines of a claim from their texts behind the name of LX; raises Unreadable for what means nothing."""
        usual, terminator = self.usual, self._terminator
        return tuple([usual(text) or self._by_segments(text.split(terminator)) for text in texts])

    def usual(self, text: str) -> ServiceLine | None:
        """Service, days and control number, and perhaps inner loops, cut at once; None for any other line."""
        segments = text.split(self._terminator, _USUAL)
        inner = segments.pop() if len(segments) > _USUAL else ""
        if len(segments) < _USUAL or (inner and not inner.startswith(self._openers)):
            return None
        number, service, period, reference = segments
        known, days, control_number = self._services[service], self._days[period], reference[_REFERENCE]
        if not known or not days or not reference.startswith(self._control_number):
            return None
        if not control_number or self._separator in control_number:
            return None
        code, charge, modifiers, units, unit, pointers, place, emergency = known
        first, last = days
        more = self._inner_loops({}, inner.split(self._terminator), 0) if inner else _NO_MORE
        return ServiceLine(
            self._numbers[number], code, charge, modifiers, units, unit, pointers, first, last, place, emergency,
            control_number, **more,
        )  # fmt: skip

    def _by_segments(self, texts: Sequence[str]) -> ServiceLine:
        """A line of any shape; the first text is what stands behind the name of LX."""
        fields, at = self._loop.take(texts)
        if at < len(texts):
            fields = self._inner_loops(fields, texts, at)
        if "charge" not in fields:
            expected, text = "SV1, SV2 or SV3", f"LX{self._texts.separator}{texts[0]}"
            raise Unreadable(text, 1, f"the line has no {expected}", expected=expected, code=MISSING)
        if "teeth" in fields:
            _add_teeth(fields)
        return ServiceLine(self._numbers[texts[0]], **fields)

    def _usual_days(self, text: str) -> Days | None:
        return self._texts.period(text) if text.startswith(self._days_start) else None

    def _number(self, said: str) -> int:
        number = said.partition(self._separator)[0]
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            code = INVALID_CHARACTER if number else MISSING
            text = f"LX{self._separator}{said}"
            raise Unreadable(text, 1, f"{number!r} is not a line number", expected="a whole number", code=code)
        return int(number)

    def _tooth(self, text: str) -> Fields | None:
        elements = self._texts.elements(text.rstrip(self._texts.separator), 4)
        if len(elements) > 4:
            return None
        _, numbering, number, surfaces = elements
        return {"teeth": (Tooth(number, tuple(self._texts.composite(surfaces)) if surfaces else (), numbering),)}

    def _inner_loops(self, fields: Fields, texts: Sequence[str], at: int) -> Fields:
        """The fields together with those of the loops that begin at text `at`."""
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
            elif name == "LIN" and "ndc" not in fields and (found := drug(self._texts, block)):
                fields |= found
            else:
                fields["also"] = (*fields.get("also", ()), *[self._texts.row(text) for text in block])
        return fields


def _add_teeth(fields: Fields) -> None:
    service = fields.get("dental") or DentalService()
    teeth = fields.pop("teeth")
    fields["dental"] = DentalService(service.oral_cavity, service.prosthesis, teeth, service.says_one)
