"""The 277CA that a receiver owes for an 837: each claim accepted, or rejected with what the judge found in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanclaim.core import money
from cleanclaim.core.acknowledgment.parties import carried
from cleanclaim.core.acknowledgment.value import ClaimAcknowledgment, ClaimAnswer, ClaimStatus
from cleanclaim.core.claim.value import Party
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.tables import read_table
from cleanclaim.core.x12 import Problem, Segment, Transaction
from cleanclaim.core.x12.elements import day_of

_MISSING = frozenset({"1", "2", "3", "I6", "I7", "I9"})
"""Codes of IK304 and IK403 that say that something is not there."""
_ACCEPTED = ("A2", "20", "PR")
_MISSING_INFORMATION, _INVALID_INFORMATION, _NOT_SAID = "A6", "A7", "21"
_ACCEPT, _REJECT = "WQ", "U"  # STC03
_UNKNOWN = "UNKNOWN"  # where the answer must say what the claim does not
_STATUSES = 10  # of one claim
_LONGEST_REFERENCE, _LONGEST_NAME, _LONGEST_FIRST_NAME, _LONGEST_ID = 50, 60, 35, 80  # TRN02, NM103, NM104, NM109
_LEVELS = {"20": 0, "22": 1, "23": 2}


class _Claim(Struct):
    """The segments of one claim, and the heads of the levels that it stands under."""

    heads: list[list[Segment]]
    own: list[Segment]

    @property
    def numbers(self) -> set[int]:
        """The numbers of the segments that a problem of this claim stands at."""
        return {segment.number for part in (*self.heads, self.own) for segment in part}


def acknowledge_claims(
    transaction: Transaction, problems: Sequence[Problem], *, source: Party, source_code: str, received_on: date
) -> ClaimAcknowledgment:
    """The answer of `source` (PR payer, AY clearinghouse) to one 837 that was judged.

    A claim is rejected for a problem in it, or in the billing provider, subscriber or patient that it stands under.
    """
    header = [segment for segment in transaction.segments[:10] if segment.id in {"BHT", "NM1"}]
    submitter = next((s for s in header if s.id == "NM1" and s[1] == "41"), Segment(0, ("NM1",)))
    return ClaimAcknowledgment(
        source=source,
        source_code=source_code,
        batch_reference=_said(next((s[3] for s in header if s.id == "BHT"), ""), _LONGEST_REFERENCE),
        claims=tuple(_answer(claim, problems, received_on) for claim in _claims(transaction.segments)),
        received_on=received_on,
        receiver=_party(submitter, "46"),
    )


def _claims(segments: Iterable[Segment]) -> Iterator[_Claim]:
    """CLM up to the next CLM or HL, with the heads of the levels above."""
    heads: list[list[Segment]] = []
    claim: _Claim | None = None
    for segment in segments:
        if segment.id in {"HL", "CLM", "SE"}:
            if claim:
                yield claim
            claim = None
        if segment.id == "HL":
            heads = [*heads[: _LEVELS.get(segment[3], len(heads))], []]
        elif segment.id == "CLM":
            claim = _Claim(heads, [])
        if claim:
            claim.own.append(segment)
        elif heads:
            heads[-1].append(segment)


def _answer(claim: _Claim, problems: Sequence[Problem], received_on: date) -> ClaimAnswer:
    clm, numbers = claim.own[0], claim.numbers
    found = [p for p in problems if p.segment in numbers and not p.is_unchecked]
    charge = _charge(clm)
    statuses = [_status(problem, received_on, charge) for problem in found]
    accepted = ClaimStatus(*_ACCEPTED, _ACCEPT, received_on, charge)
    patient = _named(claim.heads, {"QC"}) or _named(claim.heads, {"IL"}) or Segment(0, ("NM1",))
    subscriber = _named(claim.heads, {"IL"}) or patient
    billing = _named(claim.heads, {"85"}) or Segment(0, ("NM1",))
    days = sorted(_days(claim.own))
    return ClaimAnswer(
        patient_control_number=_said(clm[1], _LONGEST_REFERENCE),
        statuses=tuple(dict.fromkeys(statuses))[:_STATUSES] or (accepted,),
        service_from=days[0] if days else None,
        service_to=days[-1] if days and days[-1] != days[0] else None,
        patient_name=f"{_said(patient[3], _LONGEST_NAME)}, {carried(patient[4], _LONGEST_FIRST_NAME)}",
        patient_id=_said(patient[9] or subscriber[9], _LONGEST_ID),
        provider=_party(billing, "XX" if billing[9].strip() else "SV"),
    )


def _status(problem: Problem, received_on: date, charge: int) -> ClaimStatus:
    table = _table()
    element = problem.element or problem.name
    places = (f"{problem.loop} {element}", element, f"{problem.loop} {problem.name}", problem.name)
    found = next((table[place] for place in places if place in table), _NOT_SAID)
    status, _, entity = str(found).partition(" ")
    category = _MISSING_INFORMATION if problem.code in _MISSING else _INVALID_INFORMATION
    return ClaimStatus(category, status, entity, _REJECT, received_on, charge)


@cache
def _table() -> dict[str, str]:
    text = files("cleanclaim.core.acknowledgment").joinpath("rejections.yaml").read_text(encoding="utf-8")
    return dict(read_table(text))


def _party(name: Segment, kind: str) -> Party:
    """Who an NM1 names, by an identifier of that kind."""
    identifier = _said(name[9], _LONGEST_ID)
    is_npi = kind == "XX"
    return Party(
        name=_said(name[3], _LONGEST_NAME),
        first_name=carried(name[4], _LONGEST_FIRST_NAME),
        is_person=name[2] == "1",
        npi=identifier if is_npi else "",
        other_ids=() if is_npi else ((kind, identifier),),
    )


def _said(text: str, most: int) -> str:
    return carried(text, most) or _UNKNOWN


def _charge(clm: Segment) -> int:
    """Nothing where CLM02 is no amount, which is why the claim is rejected: STC04 must say one."""
    try:
        return money.cents(clm[2])
    except MalformedAmount:
        return 0


def _named(heads: Iterable[Sequence[Segment]], entities: set[str]) -> Segment | None:
    return next((s for head in heads for s in head if s.id == "NM1" and s[1] in entities), None)


def _days(segments: Iterable[Segment]) -> Iterator[date]:
    """First and last days of the services, else of the statement."""
    for segment in segments:
        if segment.id == "DTP" and segment[1] in {"472", "434"}:
            for text in segment[3].split("-"):
                day = day_of(text)
                if day:
                    yield day
