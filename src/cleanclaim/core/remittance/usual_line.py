"""Service lines of the usual shape."""

from collections.abc import Sequence

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.read_line import LineReader, behind
from cleanclaim.core.remittance.shapes import FRACTIONS, OfAnotherShape, Shapes
from cleanclaim.core.remittance.value import ServicePayment

Adjustments = tuple[Adjustment, ...]
_WHOLE = 2  # the place of an amount in what `Shapes.line` takes of a CAS


class UsualLines:
    """Reads the lines of a claim, those of another shape segment by segment.

    What is wrong with one is raised as MalformedSegment or MalformedAmount, without its place in the file.
    """

    def __init__(self, elements: Elements, shapes: Shapes, lines: LineReader) -> None:
        self._elements, self._shape, self._lines = elements, shapes.line, lines

    def read(self, text: str, start: int) -> list[ServicePayment]:
        """Every line of a claim's text from `start` on."""
        cents, dates, procedures = self._elements.cents, self._elements.dates, self._elements.procedures
        remarks, adjustments = self._elements.remarks, self._adjustments
        lines = []
        for sent in self._shape.findall(text, start):
            composite, charge, charge_, paid, paid_, revenue_code, units, day, first, last, *rest = sent
            *adjusted, number, kind, allowed, allowed_, codes, other = rest
            if other:
                lines.append(self._lines.by_segments(self._elements.texts(other)))
                continue
            procedure, qualifier, modifiers, description, procedure_to = procedures[composite]
            line = ServicePayment(
                cents[charge] + FRACTIONS[charge_],
                cents[paid] + FRACTIONS[paid_],
                procedure,
                qualifier,
                modifiers,
                description,
                procedure_to,
                revenue_code,
                units,
                service_from=dates[day or first],
                service_to=dates[last],
                line_control_number=number,
                adjustments=adjustments(adjusted) if adjusted[_WHOLE] else (),
                amounts=((kind, cents[allowed] + FRACTIONS[allowed_]),) if allowed else (),
                remarks=remarks[codes],
            )
            lines.append(line)
        return lines

    def _adjustments(self, sent: Sequence[str]) -> Adjustments:
        """Of one CAS and perhaps those behind it."""
        group, reason, whole, fraction, reason2, whole2, fraction2, *second, more = sent
        cents = self._elements.cents
        found: Adjustments = (Adjustment(group, reason, cents[whole] + FRACTIONS[fraction]),)
        if whole2:
            found = (*found, Adjustment(group, reason2, cents[whole2] + FRACTIONS[fraction2]))
        if second[_WHOLE]:
            found += self._second(second, group)
        return with_more(found, more, self._elements) if more else found

    def _second(self, sent: Sequence[str], before: str) -> Adjustments:
        group, reason, whole, fraction, reason2, whole2, fraction2, reason3, whole3, fraction3 = sent
        cents = self._elements.cents
        found: Adjustments = (Adjustment(group, reason, cents[whole] + FRACTIONS[fraction], "", group == before),)
        if whole2:
            found = (*found, Adjustment(group, reason2, cents[whole2] + FRACTIONS[fraction2]))
        if whole3:
            found = (*found, Adjustment(group, reason3, cents[whole3] + FRACTIONS[fraction3]))
        return found


def with_more(held: Adjustments, run: str, elements: Elements) -> Adjustments:
    """Those of further CAS behind."""
    for text in elements.texts(run):
        found = elements.adjustments(text)
        if not found:
            raise OfAnotherShape
        held = behind(held, found)
    return held
