"""Loops 2300 to 2400 of an 837: one claim below its levels."""

from collections.abc import Sequence
from typing import Any

from cleanclaim.core.claim.levels import AT
from cleanclaim.core.claim.places import ANOTHER, OF_CLAIM, OF_INSTITUTIONAL_CLAIM, ROLES, SECOND_CHOICE
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_coverage import CoverageReader
from cleanclaim.core.claim.read_facts import REFERENCES, claim_loop, gather
from cleanclaim.core.claim.read_head import Head, HeadReader
from cleanclaim.core.claim.read_lines import LineReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Claim, Kind

_ENTITY = slice(0, 3)  # 82*
_PLAIN = frozenset((*OF_CLAIM, *REFERENCES.values(), "diagnoses", "onset_on", "other_coverages"))
_LINES, _KIND = AT["lines"], AT["kind"]
_SAID = slice(AT["frequency"], AT["signature_on_file"] + 1)


class ClaimReader:
    """Claims of one kind in one interchange."""

    def __init__(self, texts: Texts, kind: Kind) -> None:
        self._texts, self._kind = texts, kind
        adjudication = AdjudicationReader(texts, "AD" if kind == "837D" else "HC")
        self._lines = LineReader(texts, kind, adjudication)
        self._coverage = CoverageReader(texts, adjudication)
        self._loop = claim_loop(texts, kind)
        self._tails: Memo[Head] = Memo(HeadReader(texts, kind))
        self._line_opening, self._coverage_opening, self._party_opening = map(texts.opening, ("LX", "SBR", "NM1"))
        places = OF_CLAIM | OF_INSTITUTIONAL_CLAIM if kind == "837I" else OF_CLAIM
        readers = {field: PartyReader(texts, place, ROLES[kind]) for field, place in places.items()}
        end = texts.separator
        self._places = {f"{place.entity}{end}": (field, readers[field]) for field, place in places.items()}
        self._second = {f"{entity}{end}": (field, readers[field]) for entity, field in SECOND_CHOICE.items()}
        self._other = "", PartyReader(texts, ANOTHER, ROLES[kind])

    def __call__(self, text: str, values: list[Any]) -> Claim:
        """The text of a claim, from CLM to its last line, and the `values` of its levels; raises Unreadable."""
        head, *lines = text.split(self._line_opening)
        main, *coverages = head.split(self._coverage_opening)
        own, *parties = main.split(self._party_opening)
        segments = own.split(self._texts.terminator)
        _, number, sum_charged, tail = self._texts.elements(segments[0], 4, 3)
        fields, _ = self._loop.take(segments)
        said = self._tails[tail]
        if parties:
            self._take_parties(fields, parties)
        if coverages:
            fields["other_coverages"] = tuple([self._coverage(one, said.signatures) for one in coverages])
        read = self._lines(lines)
        charge: int | None = self._texts.amount(segments[0], 2, sum_charged)
        if charge == sum([line.charge for line in read]):
            charge = None
        icd = fields.pop("icd", "10")
        if icd != "10":
            fields["diagnosis_version"] = icd
        if self._kind != "837P" or said.rest or not _PLAIN.issuperset(fields):
            gather(fields, said, self._kind, icd)
        values[0], values[_LINES], values[_KIND] = number, read, self._kind
        values[_SAID] = *said.place, charge, *said.signatures
        for name, value in fields.items():
            values[AT[name]] = value
        return Claim(*values)

    def _take_parties(self, fields: Fields, texts: Sequence[str]) -> None:
        """Loops 2310, each from its text behind the name of the NM1."""
        others: list[str] = []
        for text in texts:
            field, known = self._places.get(text[_ENTITY], self._other)
            if field and field not in fields:
                fields[field] = known[text]
            else:
                others.append(text)
        if others:
            self._take_others(fields, others)

    def _take_others(self, fields: Fields, texts: Sequence[str]) -> None:
        """Parties whose field is taken, or that have none."""
        kept = []
        for text in texts:
            field, known = self._second.get(text[_ENTITY], self._other)
            if field and field not in fields:
                fields[field] = known[text]
            else:
                kept.append(self._other[1][text])
        if kept:
            fields["other_parties"] = tuple(kept)
