"""Loops 2300 to 2400 of an 837: one claim below its levels."""

from collections.abc import Callable, Sequence

from cleanclaim.core.claim.levels import Above
from cleanclaim.core.claim.places import ANOTHER, OF_CLAIM, OF_INSTITUTIONAL_CLAIM, ROLES, SECOND_CHOICE
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_coverage import CoverageReader
from cleanclaim.core.claim.read_facts import OPENERS, Head, claim_loop, gather
from cleanclaim.core.claim.read_lines import LineReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.segments import blocks_of
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Accident, Claim, Kind

_CAUSES = ("EM", "AA", "OA")
_HELD = frozenset({1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20})
_NAMED = {10: "signature_source", 12: "special_program", 19: "submission_reason", 20: "delay_reason"}
_FEW = frozenset({"diagnoses", "clearinghouse_number", "rendering", "referring", "facility", "other_coverages"})
_MAKE: Callable[..., Claim] = Claim  # with fields by position and by name, which a type checker cannot follow
_ENTITY = slice(0, 7)  # NM1*82*


class ClaimReader:
    """Claims of one kind in one interchange."""

    def __init__(self, texts: Texts, kind: Kind) -> None:
        self._texts, self._kind = texts, kind
        adjudication = AdjudicationReader(texts, "AD" if kind == "837D" else "HC")
        self._line = LineReader(texts, kind, adjudication)
        self._coverage = CoverageReader(texts, adjudication)
        self._loop = claim_loop(texts, kind)
        self._tails: Memo[Head] = Memo(self._tail)
        self._openers = frozenset(f"{name}{texts.separator}"[:3] for name in OPENERS)
        places = OF_CLAIM | OF_INSTITUTIONAL_CLAIM if kind == "837I" else OF_CLAIM
        readers = {field: PartyReader(texts, place, ROLES[kind]) for field, place in places.items()}
        start = f"NM1{texts.separator}{{}}{texts.separator}"
        self._places = {start.format(place.entity): (field, readers[field]) for field, place in places.items()}
        self._second = {start.format(entity): (field, readers[field]) for entity, field in SECOND_CHOICE.items()}
        self._other = PartyReader(texts, ANOTHER, ROLES[kind])

    def __call__(self, texts: Sequence[str], lines: Sequence[Sequence[str]], above: Above) -> Claim:
        """CLM and what follows it, its lines, and what the levels above say; raises Unreadable."""
        clm = texts[0].split(self._texts.separator, 3)
        if len(clm) <= 3:
            clm += [""] * (4 - len(clm))
        head = self._tails[clm[3]]
        fields, at = self._loop.take(texts)
        if at < len(texts):
            self._inner_loops(fields, texts, at, head)
        read = tuple([self._line(line) for line in lines])
        charge: int | None = self._texts.amount(texts[0], 2, clm[2])
        if charge == sum([line.charge for line in read]):
            charge = None
        icd = fields.pop("icd", "10")
        if icd != "10":
            fields["diagnosis_version"] = icd
        if self._kind != "837P" or head.rest or not _FEW.issuperset(fields):
            gather(fields, head, self._kind, icd)
        coverage = (*above.coverage, *head.place, charge, *head.signatures, fields.pop("diagnoses", ()))
        first = (clm[1], *above.parties, read, self._kind, *coverage)
        return _MAKE(*first, **above.rest, **fields) if above.rest else _MAKE(*first, **fields)

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

    def _inner_loops(self, fields: Fields, texts: Sequence[str], at: int, head: Head) -> None:
        """Loops 2310 and 2320."""
        others: list[Sequence[str]] = []
        coverages: list[list[str]] = []
        for block in blocks_of(texts, at, self._openers):
            if block[0][:3] == "SBR":
                coverages.append([*block])
            elif coverages:
                coverages[-1] += block
            else:
                field, read = self._places.get(block[0][_ENTITY], ("", self._other))
                if field and field not in fields:
                    fields[field] = read(block)
                else:
                    others.append(block)
        if others:
            self._others(fields, others)
        if coverages:
            fields["other_coverages"] = tuple([self._coverage(one, head.signatures) for one in coverages])

    def _others(self, fields: Fields, blocks: Sequence[Sequence[str]]) -> None:
        """Parties whose field is taken, or that have none."""
        kept = []
        for block in blocks:
            field, read = self._second.get(block[0][_ENTITY], ("", self._other))
            if field and field not in fields:
                fields[field] = read(block)
            else:
                kept.append(self._other(block))
        if kept:
            fields["other_parties"] = tuple(kept)
