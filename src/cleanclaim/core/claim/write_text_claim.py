"""Loop 2300 of a professional claim as text: what most claims have, in the guide's order.

A claim with anything else is written by its rows.
"""

from operator import itemgetter

from msgspec.structs import astuple

from cleanclaim.core import money
from cleanclaim.core.claim.levels import AT
from cleanclaim.core.claim.places import OF_CLAIM
from cleanclaim.core.claim.read_facts import REFERENCES
from cleanclaim.core.claim.value import Claim
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_codes import plain
from cleanclaim.core.claim.write_parties import day
from cleanclaim.core.claim.write_text_coverage import CoverageTexts
from cleanclaim.core.claim.write_text_lines import LineTexts
from cleanclaim.core.claim.write_text_parties import PartyTexts, PersonTexts
from cleanclaim.core.claim.write_texts import Known, NeedsCare, Texts

_RARE = itemgetter(
    *range(AT["hospitalized_from"], AT["patient_paid"] + 1),
    *(AT[name] for name in ("accident", "note", "institutional", "dental", "also")),
    *range(AT["signature_source"], AT["other_parties"] + 1),
)
_USUAL = _RARE(astuple(Claim("")))
_PLACE = slice(AT["frequency"], AT["place_of_service"] + 1)
_CONSENT = slice(AT["assignment"], AT["signature_on_file"] + 1)
_PARTIES = [(AT[field], place) for field, place in OF_CLAIM.items()]


class ClaimTexts:
    """Professional claims."""

    def __init__(self, texts: Texts, rows: ClaimWriter, party: PartyTexts, person: PersonTexts) -> None:
        self._texts, self._rows, self._party = texts, rows, party
        self._coverage = CoverageTexts(texts, rows, party, person)
        self._line = LineTexts(texts, rows, self._coverage.adjustments)
        self._heads = Known(self._head)
        self._codes = Known(self._code)
        self._claim = texts.template("CLM*%s*%s%s~")
        self._onset = texts.template("DTP*431*D8*%s~")
        self._references = [(AT[field], texts.template(f"REF*{kind}*%s~")) for kind, field in REFERENCES.items()]
        self._diagnoses = texts.template("HI*ABK:%s~")
        self._next_diagnosis = texts.template("*ABF:")

    def __call__(self, claim: Claim) -> str:
        """CLM and everything under it; raises NeedsCare where something cannot be carried as it is."""
        self._rows.refuse(claim)
        values = astuple(claim)
        if _RARE(values) != _USUAL or not claim.diagnoses:
            return self._texts.of(self._rows(claim))
        self._texts.said.append(claim.control_number)
        charge = money.x12(claim.total_charge)
        parts = [self._claim % (claim.control_number, charge, self._heads[values[_PLACE] + values[_CONSENT]])]
        if claim.onset_on:
            parts.append(self._onset % day(claim.onset_on))
        for at, template in self._references:
            if values[at]:
                self._texts.said.append(values[at])
                parts.append(template % values[at])
        parts.append(self._diagnoses % self._next_diagnosis.join([self._codes[code] for code in claim.diagnoses]))
        for at, place in _PARTIES:
            if values[at]:
                parts.append(self._party(place, values[at]))
        for coverage in claim.other_coverages:
            parts.append(self._coverage(coverage, claim))
        parts += [self._line(line) for line in claim.lines]
        return "".join(parts)

    def _head(self, given: tuple[str, str, str, str, str, bool]) -> str:
        frequency, place, *rest, is_signed = given
        return self._texts.after("CLM", ("CLM", "", "", (place, "B", frequency), "Y" if is_signed else "N", *rest))

    def _code(self, code: str) -> str:
        text = plain(code)
        self._texts.check(text)
        if not text:
            raise NeedsCare
        return text
