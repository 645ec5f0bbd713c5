"""Loops 2300 to 2400 of an 837: one claim below its levels."""

from collections.abc import Callable, Sequence

from cleanclaim.core.claim.levels import Above
from cleanclaim.core.claim.places import ANOTHER, OF_CLAIM, OF_INSTITUTIONAL_CLAIM, ROLES, SECOND_CHOICE
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_coverage import CoverageReader
from cleanclaim.core.claim.read_facts import Head, claim_loop, gather
from cleanclaim.core.claim.read_lines import LineReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Accident, Claim, Kind
from cleanclaim.core.x12.shape import shape

_CAUSES = ("EM", "AA", "OA")
_HELD = frozenset({1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20})
_NAMED = {10: "signature_source", 12: "special_program", 19: "submission_reason", 20: "delay_reason"}
_FEW = frozenset({"diagnoses", "clearinghouse_number", "rendering", "referring", "facility", "other_coverages"})
_MAKE: Callable[..., Claim] = Claim  # with fields by position and by name, which a type checker cannot follow
_ENTITY = slice(0, 3)  # 82*
_OWN = "CLM*{}*{}*(...)(<~(?!REF*D9*|HI*)...>)[~REF*D9*{!}][~(HI*...)]"
"""Loop 2300 as most senders have it: the clearinghouse's number and the diagnoses come last."""


class ClaimReader:
    """Claims of one kind in one interchange."""

    def __init__(self, texts: Texts, kind: Kind) -> None:
        self._texts, self._kind = texts, kind
        adjudication = AdjudicationReader(texts, "AD" if kind == "837D" else "HC")
        self._lines = LineReader(texts, kind, adjudication)
        self._coverage = CoverageReader(texts, adjudication)
        self._loop = claim_loop(texts, kind)
        self._tails: Memo[Head] = Memo(self._tail)
        self._facts: Memo[Fields] = Memo(self._read_facts)
        self._codes = self._loop.known["HI"]
        self._shape = shape(_OWN, texts.delimiters)
        self._line_opening, self._coverage_opening, self._party_opening = map(texts.opening, ("LX", "SBR", "NM1"))
        places = OF_CLAIM | OF_INSTITUTIONAL_CLAIM if kind == "837I" else OF_CLAIM
        readers = {field: PartyReader(texts, place, ROLES[kind]) for field, place in places.items()}
        end = texts.separator
        self._places = {f"{place.entity}{end}": (field, readers[field]) for field, place in places.items()}
        self._second = {f"{entity}{end}": (field, readers[field]) for entity, field in SECOND_CHOICE.items()}
        self._other = "", PartyReader(texts, ANOTHER, ROLES[kind])

    def __call__(self, text: str, above: Above) -> Claim:
        """The text of a claim, from CLM to its last line, and what the levels above say; raises Unreadable."""
        head, *lines = text.split(self._line_opening)
        main, *coverages = head.split(self._coverage_opening)
        own, *parties = main.split(self._party_opening)
        number, sum_charged, tail, fields = self._own(own)
        said = self._tails[tail]
        if parties:
            self._take_parties(fields, parties)
        if coverages:
            fields["other_coverages"] = tuple([self._coverage(one, said.signatures) for one in coverages])
        read = self._lines(lines)
        charge: int | None = self._texts.amount(own, 2, sum_charged)
        if charge == sum([line.charge for line in read]):
            charge = None
        icd = fields.pop("icd", "10")
        if icd != "10":
            fields["diagnosis_version"] = icd
        if self._kind != "837P" or said.rest or not _FEW.issuperset(fields):
            gather(fields, said, self._kind, icd)
        coverage = (*above.coverage, *said.place, charge, *said.signatures, fields.pop("diagnoses", ()))
        first = (number, *above.parties, read, self._kind, *coverage)
        return _MAKE(*first, **above.rest, **fields) if above.rest else _MAKE(*first, **fields)

    def _own(self, text: str) -> tuple[str, str, str, Fields]:
        """CLM01, CLM02, the rest of CLM, and what the segments between it and the first inner loop say."""
        found = self._shape.fullmatch(text)
        if found is None:
            return self._by_segments(text)
        number, charge, tail, facts, clearinghouse_number, codes = found.groups()
        fields = {**self._facts[facts]} if facts else {}
        if clearinghouse_number:
            fields["clearinghouse_number"] = clearinghouse_number
        if codes:
            said = self._codes(codes)
            if said is None or (facts and not fields.keys().isdisjoint(said)):
                return self._by_segments(text)
            fields |= said
        return number, charge, tail, fields

    def _by_segments(self, text: str) -> tuple[str, str, str, Fields]:
        """As `_own`, of any shape."""
        segments = text.split(self._texts.terminator)
        clm = segments[0].split(self._texts.separator, 3) + [""] * 3
        return clm[1], clm[2], clm[3], self._loop.take(segments)[0]

    def _read_facts(self, text: str) -> Fields:
        return self._loop.take(text.split(self._texts.terminator))[0]

    def _tail(self, tail: str) -> Head:
        """CLM03 and what follows it."""
        clm = ["CLM", "", "", *tail.split(self._texts.separator)]
        clm += [""] * (21 - len(clm))
        place, kind, frequency, *_ = [*self._texts.composite(clm[5]), "", ""]
        rest: Fields = {}
        if kind != ("A" if self._kind == "837I" else "B"):
            rest["facility_code_kind"] = kind
        held, is_signed = _HELD, clm[6] == "Y"
        if self._kind == "837I":
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
