"""Loops 2300 and 2400 of a professional claim as text: what most claims have, in the guide's order.

A claim or line with anything else is written by its rows.
"""

from operator import attrgetter

from cleanclaim.core.claim.places import OF_CLAIM
from cleanclaim.core.claim.value import Claim, ServiceLine
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_codes import plain
from cleanclaim.core.claim.write_coverage import coverage_rows
from cleanclaim.core.claim.write_text_parties import PartyTexts
from cleanclaim.core.claim.write_texts import Known, NeedsCare, Texts

_RARE = attrgetter(
    *("signature_source", "special_program", "submission_reason", "delay_reason", "accident", "attachments", "note"),
    *("institutional", "dental", "anesthesia_procedures", "condition_codes", "other_parties", "also"),
    *("diagnosis_version", "hospitalized_from", "hospitalized_to", "patient_paid"),
)
_HEAD = attrgetter(
    *("place_of_service", "facility_code_kind", "frequency", "signature_on_file"),
    *("assignment", "benefits_assigned", "release"),
)
_REFERENCES = attrgetter(
    *("referral_number", "prior_authorization", "payer_claim_control_number"),
    *("clia", "clearinghouse_number", "medical_record_number"),
)
_RARE_OF_LINE = attrgetter(
    *("description", "procedure_end", "dental", "emergency", "epsdt", "family_planning", "copay_status", "clia"),
    *("note", "ndc", "rendering", "ordering", "other_parties", "other_payers", "also", "service_to"),
)
_PROCEDURE = attrgetter("procedure_kind", "procedure", "modifiers")
_DETAIL = attrgetter("unit", "units", "place_of_service", "pointers")
_PARTIES = attrgetter(*OF_CLAIM)
_USUAL, _USUAL_LINE = _RARE(Claim("")), _RARE_OF_LINE(ServiceLine(0))


class LineTexts:
    """Service lines, each with its LX."""

    def __init__(self, texts: Texts, rows: ClaimWriter) -> None:
        self._texts, self._rows = texts, rows.line
        self._procedures = Known(self._procedure)
        self._details = Known(self._detail)
        self._line = texts.template("LX*%s~SV1*%s*%s%s~DTP*472*D8*%s~")
        self._reference = texts.template("REF*6R*%s~")

    def __call__(self, line: ServiceLine) -> str:
        """One line; its control number is not checked."""
        if _RARE_OF_LINE(line) != _USUAL_LINE or not line.service_from:
            return self._texts.of(self._rows(line))
        text = self._line % (
            line.number,
            self._procedures[_PROCEDURE(line)],
            self._texts.amounts[line.charge],
            self._details[_DETAIL(line)],
            self._texts.days[line.service_from],
        )
        return text + self._reference % line.control_number if line.control_number else text

    def _procedure(self, given: tuple[str, str, tuple[str, ...]]) -> str:
        kind, procedure, modifiers = given
        return self._texts.after("SV1*", ("SV1", (kind or "HC", procedure, *modifiers)))

    def _detail(self, given: tuple[str, str, str, tuple[int, ...]]) -> str:
        *facts, pointers = given
        numbers = tuple([str(pointer) if pointer else "" for pointer in pointers])
        return self._texts.after("SV1", ("SV1", *facts, "", numbers or ""))


class ClaimTexts:
    """Professional claims."""

    def __init__(self, texts: Texts, rows: ClaimWriter, party: PartyTexts) -> None:
        self._texts, self._rows, self._party = texts, rows, party
        self._line = LineTexts(texts, rows)
        self._heads = Known(self._head)
        self._codes = Known(self._code)
        self._claim = texts.template("CLM*%s*%s%s~")
        self._onset = texts.template("DTP*431*D8*%s~")
        self._references = [texts.template(f"REF*{kind}*%s~") for kind in ("9F", "G1", "F8", "X4", "D9", "EA")]
        self._diagnoses = texts.template("HI*ABK:%s~")
        self._next_diagnosis = texts.template("*ABF:")

    def __call__(self, claim: Claim) -> str:
        """CLM and everything under it; raises NeedsCare where something cannot be carried as it is."""
        self._rows.refuse(claim)
        if _RARE(claim) != _USUAL or not claim.diagnoses:
            return self._texts.of(self._rows(claim))
        references = _REFERENCES(claim)
        self._texts.check(claim.control_number, *references, *[line.control_number for line in claim.lines])
        charge = self._texts.amounts[claim.total_charge]
        parts = [self._claim % (claim.control_number, charge, self._heads[_HEAD(claim)])]
        if claim.onset_on:
            parts.append(self._onset % self._texts.days[claim.onset_on])
        parts += [template % text for template, text in zip(self._references, references, strict=True) if text]
        parts.append(self._diagnoses % self._next_diagnosis.join(map(self._codes.__getitem__, claim.diagnoses)))
        for place, party in zip(OF_CLAIM.values(), _PARTIES(claim), strict=True):
            if party:
                parts.append(self._party(place, party))
        for coverage in claim.other_coverages:
            parts.append(self._texts.of(coverage_rows(coverage, claim, self._rows.guide, self._rows.party)))
        parts += map(self._line, claim.lines)
        return "".join(parts)

    def _head(self, given: tuple[str, str | None, str, bool, str, str, str]) -> str:
        place, kind, frequency, is_signed, *rest = given
        facility = (place, "B" if kind is None else kind, frequency)
        return self._texts.after("CLM", ("CLM", "", "", facility, "Y" if is_signed else "N", *rest))

    def _code(self, code: str) -> str:
        text = plain(code)
        self._texts.check(text)
        if not text:
            raise NeedsCare
        return text
