"""CLM of an 837 behind its charge: where, how often sent, signed and assigned, and what few say."""

from typing import NamedTuple

from cleanclaim.core.claim.texts import Fields, Texts
from cleanclaim.core.claim.value import Accident

_CAUSES = ("EM", "AA", "OA")
_HELD = frozenset({1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20})
_NAMED = {10: "signature_source", 12: "special_program", 19: "submission_reason", 20: "delay_reason"}


class Head(NamedTuple):
    """What CLM says besides its number and charge, in the order of Claim, and what few have."""

    place: tuple[str, str]  # CLM05-3 and CLM05-1
    signatures: tuple[str, str, str, bool]  # CLM07, CLM08, CLM09, CLM06
    rest: Fields


class HeadReader:
    """Heads of one kind of claim."""

    def __init__(self, texts: Texts, kind: str) -> None:
        self._texts, self._is_institutional = texts, kind == "837I"

    def __call__(self, tail: str) -> Head:
        """CLM03 and what follows it."""
        clm = ["CLM", "", "", *tail.split(self._texts.separator)]
        clm += [""] * (21 - len(clm))
        place, kind, frequency, *_ = [*self._texts.composite(clm[5]), "", ""]
        rest: Fields = {}
        if kind != ("A" if self._is_institutional else "B"):
            rest["facility_code_kind"] = kind
        held, is_signed = _HELD, clm[6] == "Y"
        if self._is_institutional:
            held, is_signed = held - {6}, True  # which an 837I does not use
        rest |= {field: clm[at] for at, field in _NAMED.items() if clm[at]}
        if clm[11]:
            rest["accident"] = self._accident(clm[11])
        left = self._texts.rest(clm, held)
        if left:
            rest["also"] = (left,)
        return Head((frequency, place), (clm[7], clm[8], clm[9], is_signed), rest)

    def _accident(self, composite: str) -> Accident:
        """CLM11."""
        parts = [*self._texts.composite(composite), "", "", "", ""]
        causes = tuple(parts[:3])
        usual = tuple(cause for cause in _CAUSES if cause in causes)
        is_usual = causes == (*usual, "", "", "")[:3]
        return Accident(
            employment="EM" in causes,
            auto="AA" in causes,
            other="OA" in causes,
            state=parts[3],
            country=parts[4],
            causes=() if is_usual else causes,
        )
