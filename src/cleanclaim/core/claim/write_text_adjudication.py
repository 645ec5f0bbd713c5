"""What other payers answered as text: CAS of one reason each, and loop 2430 of one procedure, day and amount."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import astuple

from cleanclaim.core import money
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine
from cleanclaim.core.claim.write_parties import day
from cleanclaim.core.claim.write_texts import Known, Texts

_RARE = OtherPayerLine.__struct_fields__.index("procedure_kind")
_USUAL = astuple(OtherPayerLine("", 0))[_RARE:]

Procedure = tuple[str, tuple[str, ...], str]
"""Code, modifiers, units."""


class AdjustmentTexts:
    """CAS."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._reasons = Known(self._reason)
        self._segment = texts.template("%s*%s~")

    def __call__(self, adjustments: Sequence[Adjustment]) -> str | None:
        """One segment a reason; None where one would hold more, or has a quantity."""
        before, parts = "", []
        for adjustment in adjustments:
            group, reason, amount, quantity, _ = astuple(adjustment)
            if group == before or quantity or not reason:
                return None
            parts.append(self._segment % (self._reasons[group, reason], money.x12(amount)))
            before = group
        return "".join(parts)

    def _reason(self, given: tuple[str, str]) -> str:
        return self._texts.of([("CAS", *given)])[:-1]


class AnswerTexts:
    """Answers for a line."""

    def __init__(self, texts: Texts, adjustments: AdjustmentTexts) -> None:
        self._texts, self._adjustments = texts, adjustments
        self._payers: Known[str, str] = Known(self._payer)
        self._procedures: Known[Procedure, str] = Known(self._procedure)
        self._days: Known[date, str] = Known(self._day)
        self._paid = texts.template("SVD*%s*%s%s~")

    def __call__(self, answer: OtherPayerLine, procedure: str, modifiers: tuple[str, ...]) -> str:
        """One answer, for the line's own procedure unless it says another; empty where there is more."""
        values = astuple(answer)
        payer_id, paid, own, own_modifiers, units, adjustments, answered_on = values[:_RARE]
        if own:
            procedure, modifiers = own, own_modifiers
        if not (procedure and units and answered_on) or values[_RARE:] != _USUAL:
            return ""
        reasons = self._adjustments(adjustments)
        if reasons is None:
            return ""
        said = self._payers[payer_id], money.x12(paid), self._procedures[procedure, modifiers, units]
        return self._paid % said + reasons + self._days[answered_on]

    def _payer(self, payer_id: str) -> str:
        self._texts.check(payer_id)
        return payer_id

    def _procedure(self, given: Procedure) -> str:
        procedure, modifiers, units = given
        return self._texts.after("SVD", ("SVD", ("HC", procedure, *modifiers), "", units))

    def _day(self, answered_on: date) -> str:
        return self._texts.of([("DTP", "573", "D8", day(answered_on))])
