"""Loops 2400 and 2430 of a professional claim as text: what most lines have; any other is written by its rows."""

from datetime import date

from msgspec.structs import astuple

from cleanclaim.core import money
from cleanclaim.core.claim.value import ServiceLine
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_lines import span
from cleanclaim.core.claim.write_text_adjudication import AdjustmentTexts, AnswerTexts
from cleanclaim.core.claim.write_texts import Known, Texts

_FIELDS = ServiceLine.__struct_fields__
_USUAL = _FIELDS.index("control_number") + 1
"""How many values a usual line has; of the rest only what other payers answered."""
_ANSWERS = _FIELDS.index("other_payers")
_PLAIN = astuple(ServiceLine(0))
_BETWEEN, _BEHIND = slice(_USUAL, _ANSWERS), slice(_ANSWERS + 1, None)
_NONE_BETWEEN, _NONE_BEHIND = _PLAIN[_BETWEEN], _PLAIN[_BEHIND]

Service = tuple[str, int, tuple[str, ...], str, str, tuple[int, ...], str]
"""Procedure, charge, modifiers, units, unit, pointers, place of service."""


class LineTexts:
    """Service lines, each with its LX."""

    def __init__(self, texts: Texts, rows: ClaimWriter, adjustments: AdjustmentTexts) -> None:
        self._texts, self._rows = texts, rows.line
        self._services = Known(self._service)
        self._days = Known(self._period)
        self._line, self._referenced = texts.template("LX*%s~%s%s"), texts.template("LX*%s~%s%sREF*6R*%s~")
        self._answer = AnswerTexts(texts, adjustments)

    def __call__(self, line: ServiceLine) -> str:
        """One line; its control number is not yet proven."""
        values = astuple(line)
        number, procedure, charge, modifiers, units, unit, pointers, first, last, place, emergency, control_number = (
            values[:_USUAL]
        )
        if emergency or not first or values[_BEHIND] != _NONE_BEHIND or values[_BETWEEN] != _NONE_BETWEEN:
            return self._texts.of(self._rows(line))
        service = self._services[procedure, charge, modifiers, units, unit, pointers, place]
        if control_number:
            self._texts.said.append(control_number)
            text = self._referenced % (number, service, self._days[first, last], control_number)
        else:
            text = self._line % (number, service, self._days[first, last])
        if not values[_ANSWERS]:
            return text
        answers = [self._answer(answer, procedure, modifiers) for answer in values[_ANSWERS]]
        return text + "".join(answers) if all(answers) else self._texts.of(self._rows(line))

    def _service(self, service: Service) -> str:
        procedure, charge, modifiers, units, unit, pointers, place = service
        pointed = tuple([str(pointer) if pointer else "" for pointer in pointers])
        composite = ("HC", procedure, *modifiers)
        return self._texts.of([("SV1", composite, money.x12(charge), unit, units, place, "", pointed or "")])

    def _period(self, days: tuple[date, date | None]) -> str:
        return self._texts.of([("DTP", "472", *span(*days))])
