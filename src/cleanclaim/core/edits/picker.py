"""Picks the edits that can find anything on a claim, instead of trying them all.

Whatever a claim carries ("modifier 25", "procedure 99213") stands for the set of edits that it lets in, a bit for each
edit; the edits of a claim are those let in by every question, one `&` for each.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.asking import (
    ANY,
    REMEMBERED,
    ByTables,
    FactQuestions,
    LineQuestions,
    Question,
    filled,
    shared_by_lines,
    words,
)
from cleanclaim.core.edits.diagnosis.judging import judged_on
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.given import Given, PayerRules
from cleanclaim.core.edits.known import unasked

_ALL = -1  # every bit


class Picked(Struct, frozen=True):
    """The edits to run on a claim, and by what is missing the codes of those that cannot look."""

    edits: tuple[Edit, ...]
    unchecked: tuple[tuple[str, tuple[str, ...]], ...]


class Picker:
    """Picks of some edits those that can find anything on a claim."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        whens = [edit.when for edit in edits]
        self._needs = sorted({edit.needs for edit in edits} - {""})
        self._filing, self._frequency = words(whens, "filing"), words(whens, "frequency")
        self._rules, has = words(whens, "rule"), words(whens, "has")
        self._fields = {word: bits for word, bits in has.items() if word and not word.startswith("lines.")}
        self._claim, self._facts = Question(whens, "claim"), FactQuestions(whens)
        diagnosis, party = Question(whens, "diagnoses"), Question(whens, "party")
        self._no_diagnosis, self._diagnosis = diagnosis.unasked, diagnosis.remembered()
        self._nobody, self._party = party.unasked, party.remembered()
        of_lines = {word.removeprefix("lines."): bits for word, bits in has.items() if word not in self._fields}
        self._lines = LineQuestions(whens, of_lines, self._party)
        self._procedure_on, self._diagnosis_on = Question(whens, "procedure_on"), Question(whens, "diagnosis_on")
        self._tables: ByTables | None = None
        self._of_bits = lru_cache(maxsize=REMEMBERED)(self._edits_of)

    def picked(self, claim: Claim, given: Given) -> Picked:
        """Those whose `when` is met, in their order."""
        known = given.known
        missing = tuple([name for name in self._needs if getattr(known, name) is None])
        on, tables = claim.service_from, self._by(given.codesets)
        bits = (
            self._by_words(claim, given.payer)
            & self._facts(known)
            & self._claim(claim)
            & self._by_diagnoses(claim, tables, on)
            & self._by_lines(claim, tables, on)
        )
        return self._of_bits(bits, missing)

    def _by(self, codesets: CodeSets) -> ByTables:
        """What is remembered of these tables."""
        tables = self._tables
        if tables is None or tables.codesets is not codesets:
            tables = self._tables = ByTables(codesets, self._procedure_on, self._diagnosis_on)
        return tables

    def _by_words(self, claim: Claim, payer: PayerRules) -> int:
        return (
            (self._filing[ANY] | self._filing.get(claim.filing_code, 0))
            & (self._frequency[ANY] | self._frequency.get(claim.frequency, 0))
            & filled(payer, self._rules, self._rules[ANY])
        )

    def _by_diagnoses(self, claim: Claim, tables: ByTables, on: date | None) -> int:
        day = judged_on(claim) if claim.institutional else on
        bits, dated = self._no_diagnosis, self._diagnosis_on.unasked
        for diagnosis in claim.diagnoses:
            bits |= self._diagnosis(diagnosis)
            dated |= tables.diagnosis(diagnosis, day) if day else _ALL
        return bits & dated

    def _by_lines(self, claim: Claim, tables: ByTables, on: date | None) -> int:
        procedures, modifiers, places, fields, lines, parties = self._lines.unasked
        parties |= self._by_parties(claim)
        places |= self._lines.of_place(claim.place_of_service)
        fields = filled(claim, self._fields, fields)
        dated = self._procedure_on.unasked
        for line in claim.lines:
            by_procedure, by_modifier, by_place, by_field, by_line, by_party = self._lines.remembered(
                shared_by_lines(line)
            )
            procedures |= by_procedure
            modifiers |= by_modifier
            places |= by_place
            fields |= by_field
            lines |= by_line
            parties |= by_party
            day = line.service_from or on
            dated |= tables.procedure(line.procedure, day) if day else _ALL
        return procedures & modifiers & places & fields & lines & parties & dated

    def _by_parties(self, claim: Claim) -> int:
        bits = self._nobody | self._party(claim.billing)
        for party in (claim.rendering, claim.referring, claim.supervising, claim.facility):
            if party:
                bits |= self._party(party)
        if whole := claim.institutional:
            for party in (whole.attending, whole.operating):
                if party:
                    bits |= self._party(party)
        return bits

    def _edits_of(self, bits: int, missing: tuple[str, ...]) -> Picked:
        edits = [edit for position, edit in enumerate(self._edits) if bits >> position & 1]
        codes = {name: tuple(edit.code for edit in edits if edit.needs == name) for name in missing}
        return Picked(
            edits=tuple(edit for edit in edits if edit.needs not in codes),
            unchecked=tuple((str(unasked(name)), those) for name, those in codes.items() if those),
        )
