"""What other payers answered, as an 837 tells it: CAS, and loop 2430."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.claim.segments import Loop
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine

_REASONS_A_SEGMENT, _FIRST_AMOUNT = 6, 3
_ONE = 4  # name and elements of a CAS of one reason
_HELD = frozenset({1, 2, 3, 4, 5, 6})
_COMPONENTS = 8
_USUAL = 6  # name and elements of most SVD
_PLAIN = frozenset({"procedure", "modifiers"})
_MODIFIERS = slice(2, 6)


class AdjudicationReader:
    """Adjustments, procedures and the answers of other payers for a line."""

    def __init__(self, texts: Texts, qualifier: str) -> None:
        """`qualifier` is the SV101-1 that is understood: HC, of dental claims AD."""
        self._texts, self._qualifier = texts, qualifier
        self._cas, self._day = (texts.separator.join(names) for names in (("CAS", ""), ("DTP", "573", "")))
        self._procedures: Memo[Fields] = Memo(self._read_procedure)
        self._loop = Loop(texts)
        self._loop.known = {
            "DTP*573": self._loop.day("adjudicated_on"),
            "AMT*EAF": self._loop.amount("AMT*EAF", "patient_owes"),
        }

    def procedure(self, composite: str) -> Fields:
        """SV101 and its like: kind where it is not understood, code, modifiers, description."""
        return self._procedures[composite]

    def adjustments(self, texts: Sequence[str]) -> tuple[tuple[Adjustment, ...], Sequence[str]]:
        """What the CAS say, and the other segments."""
        found: list[Adjustment] = []
        others = []
        for text in texts:
            if text[:4] != self._cas:
                others.append(text)
                continue
            some = self._adjustments(text)
            if found and some and some[0].group == found[-1].group and _last_run(found) % _REASONS_A_SEGMENT:
                some[0] = replace(some[0], apart=True)
            found += some
        return tuple(found), others

    def _adjustments(self, text: str) -> list[Adjustment]:
        """One CAS."""
        elements = text.split(self._texts.separator)
        if len(elements) == _ONE and elements[3]:
            return [Adjustment(elements[1], elements[2], self._texts.amount(text, 3, elements[3]))]
        count = max(len(elements), _ONE + 1)
        elements += [""] * (count + 2 - len(elements))
        return [
            Adjustment(elements[1], elements[at], self._amount(text, at + 1, elements), elements[at + 2])
            for at in range(2, count, 3)
            if elements[at] or elements[at + 1]
        ]

    def _amount(self, text: str, at: int, elements: list[str]) -> int:
        """An amount; none is meant where the sender gives a quantity alone after the first reason."""
        if not elements[at] and elements[at + 1] and at > _FIRST_AMOUNT:
            return 0
        return self._texts.amount(text, at, elements[at])

    def answer(self, block: Sequence[str]) -> OtherPayerLine:
        """Loop 2430."""
        return self.usual(block) or self._by_segments(block)

    def usual(self, block: Sequence[str]) -> OtherPayerLine | None:
        """An amount for a procedure, reasons, and a day at the end; None for anything else."""
        svd, last = block[0].split(self._texts.separator), block[-1]
        if len(svd) != _USUAL or svd[4] or not last.startswith(self._day):
            return None
        _, payer_id, paid, composite, _, units = svd
        procedure = self._procedures[composite]
        if not _PLAIN.issuperset(procedure):
            return None
        adjustments, others = self.adjustments(block[1:-1])
        day = None if others else self._texts.day(last)
        if day is None:
            return None
        cents = self._texts.amount(block[0], 2, paid)
        units = self._texts.decimal(block[0], 5, units)
        return OtherPayerLine(
            payer_id, cents, procedure["procedure"], procedure.get("modifiers", ()), units, adjustments, day
        )

    def _by_segments(self, block: Sequence[str]) -> OtherPayerLine:
        svd = self._texts.elements(block[0], 7)
        _, payer_id, paid, procedure, revenue_code, units, bundled_into = svd[:7]
        adjustments, others = self.adjustments(block)
        fields, _ = self._loop.take(others)
        if revenue_code:
            fields["revenue_code"] = revenue_code
        if bundled_into:
            fields["bundled_into"] = bundled_into
        if len(svd) > 7 and (rest := self._texts.rest(svd, _HELD)):
            fields["also"] = (rest, *fields.get("also", ()))
        fields = {**self._procedures[procedure], **fields} if procedure else fields
        return OtherPayerLine(
            payer_id,
            self._texts.amount(block[0], 2, paid),
            fields.pop("procedure", ""),
            fields.pop("modifiers", ()),
            self._texts.decimal(block[0], 5, units),
            adjustments,
            fields.pop("adjudicated_on", None),
            **fields,
        )

    def _read_procedure(self, composite: str) -> Fields:
        parts = self._texts.composite(composite)
        parts += [""] * (_COMPONENTS - len(parts))
        fields: Fields = {"procedure": parts[1]}
        modifiers = parts[_MODIFIERS]
        while modifiers and not modifiers[-1]:
            modifiers.pop()
        if modifiers:
            fields["modifiers"] = tuple(modifiers)
        if parts[0] != self._qualifier:
            fields["procedure_kind"] = parts[0]
        if parts[6]:
            fields["description"] = parts[6]
        if parts[7]:
            fields["procedure_end"] = parts[7]
        return fields


def _last_run(adjustments: Sequence[Adjustment]) -> int:
    """How many adjustments at the end are written without a break between them."""
    group, count = adjustments[-1].group, 0
    for adjustment in reversed(adjustments):
        if adjustment.group != group:
            break
        count += 1
        if adjustment.apart:
            break
    return count
