"""Picks the edits that can find anything on a claim, instead of trying them all.

Whatever a claim carries ("modifier 25", "procedure 99213") stands for the set of edits that it lets in, a bit for each
edit; the edits of a claim are those let in by every question, one `&` for each.
"""

from collections.abc import Mapping, Sequence
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
    TermQuestions,
    filled,
    shared_by_lines,
    terms_of,
    words,
)
from cleanclaim.core.edits.diagnosis.judging import judged_on
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import RegisteredNpi, unasked
from cleanclaim.core.edits.text.fields import own_texts
from cleanclaim.core.edits.where import people

_ALL = -1  # every bit


class Picked(Struct, frozen=True):
    """The edits to run on a claim, and by what is missing the codes of those that cannot look."""

    edits: tuple[Edit, ...]
    unchecked: tuple[tuple[str, tuple[str, ...]], ...]


class Picker:
    """Picks of some edits those that can find anything on a claim."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        asked = [(edit, when) for edit in edits for when in edit.when.alternatives]
        self._edits, self._whens = [edit for edit, _ in asked], [when for _, when in asked]
        whens = self._whens
        self._needs = sorted({edit.needs for edit in edits} - {""})
        rules, has = words(whens, "rule"), words(whens, "has")
        self._unruled, self._rules = rules.pop(ANY), rules
        self._unfilled = has.pop(ANY)
        self._fields = {name: bits for name, bits in has.items() if not name.startswith("lines.")}
        self._terms = TermQuestions(whens)
        self._claim, self._facts, self._texts = Question(whens, "claim"), FactQuestions(whens), Question(whens, "texts")
        self._person = Question(whens, "person")
        diagnosis, days = Question(whens, "diagnoses"), Question(whens, "days")
        self._no_diagnosis, self._diagnosis = diagnosis.unasked, diagnosis.remembered()
        self._dayless, self._days = days.unasked, days.remembered()
        self._pointers, self._past = Question(whens, "pointers").remembered(), Question(whens, "past")
        of_lines = {word.removeprefix("lines."): bits for word, bits in has.items() if word not in self._fields}
        self._lines = LineQuestions(whens, of_lines)
        self._unregistered = sum(1 << at for at, edit in enumerate(self._edits) if edit.needs == "registry")
        self._tables: ByTables | None = None
        self._of_bits = lru_cache(maxsize=REMEMBERED)(self._edits_of)

    def picked(self, claim: Claim, given: Given) -> Picked:
        """Those whose `when` is met, in their order."""
        known = given.known
        missing = tuple([name for name in self._needs if getattr(known, name) is None])
        on, tables = claim.service_from, self._by(given.codesets)
        bits = (
            self._terms.remembered(terms_of(claim))
            & filled(given.payer, self._rules, self._unruled)
            & self._facts(known)
            & self._claim(claim)
            & self._person(given.codesets, claim.person)
            & self._texts(own_texts(claim))
            & self._by_parties(claim, tables, known.registry)
            & self._pointers(len(claim.diagnoses), tuple([line.pointers for line in claim.lines]))
            & self._by_diagnoses(claim, tables, on)
            & self._by_lines(claim, tables, on)
            & self._by_days(claim, tables, given)
        )
        return self._of_bits(bits, missing)

    def _by(self, codesets: CodeSets) -> ByTables:
        """What is remembered of these tables."""
        tables = self._tables
        if tables is None or tables.codesets is not codesets:
            tables = self._tables = ByTables(codesets, self._whens)
        return tables

    def _by_diagnoses(self, claim: Claim, tables: ByTables, on: date | None) -> int:
        day = judged_on(claim) if claim.institutional else on
        bits, dated = self._no_diagnosis, tables.no_diagnosis
        for diagnosis in claim.diagnoses:
            bits |= self._diagnosis(diagnosis)
            dated |= tables.diagnosis(diagnosis, day) if day else _ALL
        return bits & dated

    def _by_lines(self, claim: Claim, tables: ByTables, on: date | None) -> int:
        procedures, modifiers, places, fields, lines = self._lines.unasked
        places |= self._lines.of_place(claim.place_of_service)
        fields = filled(claim, self._fields, self._unfilled)
        dated = tables.no_procedure
        placed = tables.no_place | (tables.place(claim.place_of_service, on) if on else _ALL)
        for line in claim.lines:
            by_procedure, by_modifier, by_place, by_field, by_line = self._lines.remembered(shared_by_lines(line))
            procedures |= by_procedure
            modifiers |= by_modifier
            places |= by_place
            fields |= by_field
            lines |= by_line
            day = line.service_from or on
            dated |= tables.procedure(line.procedure, day) if day else _ALL
            if line.place_of_service and day:
                placed |= tables.place(line.place_of_service, day)
        return procedures & modifiers & places & fields & lines & dated & placed

    def _by_parties(self, claim: Claim, tables: ByTables, registry: Mapping[str, RegisteredNpi] | None) -> int:
        bits, found = tables.nobody, registry or {}
        if registry is None:
            bits |= self._unregistered
        for role, party in people(claim):
            bits |= tables.party(role, party, found.get(party.npi))
        return bits

    def _by_days(self, claim: Claim, tables: ByTables, given: Given) -> int:
        bits, done = self._dayless, set[date | None]()
        for line in claim.lines:
            done.add(line.service_from)
            bits |= self._days(line.service_from, line.service_to, given.as_of)
        history = given.known.history
        past = _ALL if history is None else self._past.unasked
        for service in history or ():
            past |= self._past(service, done)
        day = done.pop() if len(done) == 1 else None
        together = tables.together(tuple([line.procedure for line in claim.lines]), day) if day else _ALL
        return bits & past & together

    def _edits_of(self, bits: int, missing: tuple[str, ...]) -> Picked:
        edits = dict.fromkeys(edit for position, edit in enumerate(self._edits) if bits >> position & 1)
        codes = {name: tuple(edit.code for edit in edits if edit.needs == name) for name in missing}
        return Picked(
            edits=tuple(edit for edit in edits if edit.needs not in codes),
            unchecked=tuple((str(unasked(name)), those) for name, those in codes.items() if those),
        )
