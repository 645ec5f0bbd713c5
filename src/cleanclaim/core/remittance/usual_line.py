"""Service lines of the usual shape."""

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.read_line import LineReader, behind
from cleanclaim.core.remittance.shapes import FRACTIONS, OfAnotherShape, Shapes
from cleanclaim.core.remittance.value import ServicePayment

Adjustments = tuple[Adjustment, ...]
Lines = tuple[tuple[ServicePayment, ...], int, int]
"""The lines of a claim, each of which adds up; what they charge and what they pay."""


class UsualLines:
    """Reads the lines of a claim, those of another shape segment by segment.

    Raises MalformedAmount, MalformedSegment or OfAnotherShape when one cannot be read or does not add up.
    """

    def __init__(self, elements: Elements, shapes: Shapes, lines: LineReader) -> None:
        self._elements, self._shape, self._lines = elements, shapes.line, lines

    def read(self, text: str, start: int) -> Lines:
        """Every line of a claim's text from `start` on.  Names with an underscore are cents that stand apart."""
        elements, fraction = self._elements, FRACTIONS
        cents, dates, procedures, remarks = elements.cents, elements.dates, elements.procedures, elements.remarks
        lines, all_charge, all_paid = [], 0, 0
        # fmt: off
        for (composite, whole, whole_, pays, pays_, revenue_code, units, day, first, last,
             group, reason, a, a_, reason_b, b, b_, group_c, reason_c, c, c_, reason_d, d, d_, more,
             number, kind, allowed, allowed_, codes, other) in self._shape.findall(text, start):
            # fmt: on
            if other:
                line = self._lines.by_segments(elements.texts(other))
                charge, paid, taken = line.charge, line.paid, total(line.adjustments)
            else:
                charge, paid, taken = cents[whole] + fraction[whole_], cents[pays] + fraction[pays_], 0
                adjustments: Adjustments = ()
                if a:
                    taken = cents[a] + fraction[a_]
                    adjustments = (Adjustment(group, reason, taken),)
                if b:
                    amount = cents[b] + fraction[b_]
                    adjustments += (Adjustment(group, reason_b, amount),)
                    taken += amount
                if c:
                    amount = cents[c] + fraction[c_]
                    adjustments += (Adjustment(group_c, reason_c, amount, "", group == group_c),)
                    taken += amount
                if d:
                    amount = cents[d] + fraction[d_]
                    adjustments += (Adjustment(group_c, reason_d, amount),)
                    taken += amount
                if more:
                    adjustments = with_more(adjustments, more, elements)
                    taken = total(adjustments)
                procedure, qualifier, modifiers, description, procedure_to = procedures[composite]
                amounts = ((kind, cents[allowed] + fraction[allowed_]),) if allowed else ()
                # fmt: off
                line = ServicePayment(
                    charge, paid, procedure, qualifier, modifiers, description, procedure_to, revenue_code, units,
                    "", "", (), "", "", "",  # nothing as submitted
                    dates[day or first], dates[last], number, adjustments, amounts, (), remarks[codes],
                )
                # fmt: on
            if charge - taken != paid:
                raise OfAnotherShape
            lines.append(line)
            all_charge += charge
            all_paid += paid
        return tuple(lines), all_charge, all_paid


def with_more(held: Adjustments, run: str, elements: Elements) -> Adjustments:
    """Those of further CAS behind."""
    for text in elements.texts(run):
        found = elements.adjustments(text)
        if not found:
            raise OfAnotherShape
        held = behind(held, found)
    return held


def total(adjustments: Adjustments) -> int:
    """Cents."""
    return sum(adjustment.amount for adjustment in adjustments)
