"""What other payers answered, as an 837 tells it: CAS, and loop 2430."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.claim.segments import Loop
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine

_REASONS_A_SEGMENT, _FIRST_AMOUNT = 6, 3
_HELD = frozenset({1, 2, 3, 4, 5, 6})
_COMPONENTS = 8
_MODIFIERS = slice(2, 6)


class AdjudicationReader:
    """Adjustments, procedures and the answers of other payers for a line."""

    def __init__(self, texts: Texts, qualifier: str) -> None:
        """`qualifier` is the SV101-1 that is understood: HC, of dental claims AD."""
        self._texts, self._qualifier = texts, qualifier
        self._procedures: Memo[Fields] = Memo(self._read_procedure)
        self._loop = Loop(texts)
        self._loop.known = {
            "CAS": self.adjustments,
            "DTP*573": self._loop.day("adjudicated_on"),
            "AMT*EAF": self._loop.amount("AMT*EAF", "patient_owes"),
        }
        self._loop.joins["adjustments"] = joined

    def procedure(self, composite: str) -> Fields:
        """SV101 and its like: kind where it is not understood, code, modifiers, description."""
        return self._procedures[composite]

    def adjustments(self, text: str) -> Fields:
        """CAS."""
        elements = self._texts.elements(text, 5)
        count = len(elements)
        elements += ["", ""]
        found = tuple(
            Adjustment(elements[1], elements[at], self._amount(text, at + 1, elements), elements[at + 2])
            for at in range(2, count, 3)
            if elements[at] or elements[at + 1]
        )
        return {"adjustments": found} if found else {}

    def _amount(self, text: str, at: int, elements: list[str]) -> int:
        """An amount; none is meant where the sender gives a quantity alone after the first reason."""
        if not elements[at] and elements[at + 1] and at > _FIRST_AMOUNT:
            return 0
        return self._texts.amount(text, at, elements[at])

    def answer(self, block: Sequence[str]) -> OtherPayerLine:
        """Loop 2430."""
        svd = self._texts.elements(block[0], 7)
        _, payer_id, paid, procedure, revenue_code, units, bundled_into = svd[:7]
        fields, _ = self._loop.take(block)
        if revenue_code:
            fields["revenue_code"] = revenue_code
        if bundled_into:
            fields["bundled_into"] = bundled_into
        if len(svd) > 7 and (rest := self._texts.rest(svd, _HELD)):
            fields["also"] = (rest, *fields.get("also", ()))
        if procedure:
            fields.update(self._procedures[procedure])
        return OtherPayerLine(
            payer_id=payer_id,
            paid=self._texts.amount(block[0], 2, paid),
            units=self._texts.decimal(block[0], 5, units),
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


def joined(before: tuple[Adjustment, ...], new: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    """Those of one more CAS; its first is `apart` where it could have stood in the CAS before."""
    if new[0].group == before[-1].group and _last_run(before) % _REASONS_A_SEGMENT:
        return (*before, replace(new[0], apart=True), *new[1:])
    return before + new


def _last_run(adjustments: tuple[Adjustment, ...]) -> int:
    """How many adjustments at the end are written without a break between them."""
    group, count = adjustments[-1].group, 0
    for adjustment in reversed(adjustments):
        if adjustment.group != group:
            break
        count += 1
        if adjustment.apart:
            break
    return count
