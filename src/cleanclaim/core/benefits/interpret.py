"""What a 271 means on one day, in words: active, inactive or undetermined, what the patient pays, who mends what.

Active needs the payer's plain word for the day (EB*1).  Anything less is undetermined, never a guess: a plan that says
"another payer", "ask someone else" or nothing has not said that it covers.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files

from msgspec import Struct, convert, structs

from cleanclaim.core.benefits.read import window
from cleanclaim.core.benefits.value import Benefit, EligibilityResponse, Interpretation, Problem, Verdict
from cleanclaim.core.tables import read_table

_ACTIVE, _INACTIVE = "1", "6"
_COINSURANCE, _COPAY, _DEDUCTIBLE, _OUT_OF_POCKET = "A", "B", "C", "G"
_REMAINING = "29"
_YEARS = ("23", "25", "22")  # calendar, contract and service year
_MEDICAL = ("30", "1", "98", "96", "BY", "BZ", "UC")  # plan as a whole, medical care, professional visits, urgent care
_VISITS_FIRST = ("98", "BY", "BZ", "96", "1", "30", "UC")
_OUT_OF_NETWORK = "N"
_UNDECIDED = {
    "2": ("The plan is active with full capitation: ask the payer who pays for the visit", "biller"),
    "3": ("The plan is active with capitated services: ask the payer who pays for the visit", "biller"),
    "4": ("The plan pays the primary care physician by capitation: ask the payer who pays for the visit", "biller"),
    "5": ("The plan is active but under investigation", "payer"),
    "7": ("The plan is inactive until the payer has updated its file", "payer"),
    "8": ("The plan is inactive while the payer investigates", "payer"),
    "R": ("Another plan has to be asked first", "front_desk"),
    "U": ("The payer names someone else to ask", "biller"),
    "V": ("The payer cannot process the question", "payer"),
}


class AnswerCode(Struct, frozen=True):
    """One row of aaa_codes.yaml."""

    words: str
    mended_by: str
    again: bool = False


AAA_CODES: dict[str, AnswerCode] = convert(
    read_table(files("cleanclaim.core.benefits").joinpath("aaa_codes.yaml").read_text("utf-8")),
    dict[str, AnswerCode],
)


def interpret(response: EligibilityResponse, *, on: date) -> Interpretation:
    """The answer for the day of service."""
    said = _verdict(response, on)
    other = next((b.entity.name for b in response.benefits if b.code == "R" and b.entity), "")
    if said.verdict is not Verdict.ACTIVE:
        return structs.replace(said, other_payer=other)
    own = [b for b in response.benefits if _is_medical(b) and b.in_network != _OUT_OF_NETWORK and _covers(b, on)]
    return Interpretation(
        verdict=Verdict.ACTIVE,
        copay=_amount(own, _COPAY),
        deductible=_amount(own, _DEDUCTIBLE, periods=_YEARS),
        deductible_left=_amount(own, _DEDUCTIBLE, periods=(_REMAINING,)),
        coinsurance_percent=_percent(own),
        out_of_pocket_left=_amount(own, _OUT_OF_POCKET, periods=(_REMAINING,)),
        plan=next((b.plan for b in own if b.code == _ACTIVE and b.plan), ""),
        other_payer=other,
    )


def _verdict(response: EligibilityResponse, on: date) -> Interpretation:
    medical = [benefit for benefit in response.benefits if _is_medical(benefit)]
    active = [benefit for benefit in medical if benefit.code == _ACTIVE]
    inactive = [benefit for benefit in medical if benefit.code == _INACTIVE]
    if active:
        return _of_active(response, active, inactive, on)
    if inactive:
        return _inactive("The payer says the plan is not active")
    if response.problems:
        return _explained(response.problems)
    reasons = (_UNDECIDED[benefit.code] for benefit in response.benefits if benefit.code in _UNDECIDED)
    nothing = ("The payer's answer does not say whether the plan is active", "payer")
    return _undetermined(*next(reasons, nothing))


def _of_active(
    response: EligibilityResponse, active: list[Benefit], inactive: list[Benefit], on: date
) -> Interpretation:
    """The payer says active: for that day, and without taking it back in the same answer?"""
    outside = _outside(response.plan_from, response.plan_to, on)
    in_force = [benefit for benefit in active if _covers(benefit, on)]
    if outside or not in_force:
        return _inactive(outside or _outside(*window(active[0].dates), on))
    if any(_contradicts(benefit, in_force, on) for benefit in inactive):
        return _undetermined("The payer says both active and inactive", "payer")
    return Interpretation(verdict=Verdict.ACTIVE)


def _inactive(reason: str) -> Interpretation:
    return Interpretation(verdict=Verdict.INACTIVE, reason=reason, mended_by="front_desk")


def _undetermined(reason: str, mended_by: str) -> Interpretation:
    return Interpretation(verdict=Verdict.UNDETERMINED, reason=reason, mended_by=mended_by)


def _explained(problems: Iterable[Problem]) -> Interpretation:
    """The first problem whose code we know; a payer that repeats itself at several levels is quoted once."""
    codes = [problem.code for problem in problems]
    known = next((AAA_CODES[code] for code in codes if code in AAA_CODES), None)
    if known is None:
        return _undetermined(f"The payer could not answer (AAA code {codes[0]})", "biller")
    return _undetermined(known.words, known.mended_by)


def _is_medical(benefit: Benefit) -> bool:
    return not benefit.service_types or any(kind in _MEDICAL for kind in benefit.service_types)


def _covers(benefit: Benefit, on: date) -> bool:
    first, last = window(benefit.dates)
    return (first is None or first <= on) and (last is None or on <= last)


def _contradicts(inactive: Benefit, active: list[Benefit], on: date) -> bool:
    """The same plan and day are called inactive as well; other dates or another plan's name is no contradiction."""
    return _covers(inactive, on) and any(
        inactive.plan == one.plan
        and inactive.dates == one.dates
        and set(inactive.service_types) <= set(one.service_types)
        for one in active
    )


def _outside(first: date | None, last: date | None, on: date) -> str:
    if first and on < first:
        return f"The plan begins on {first}, after the day of service"
    if last and on > last:
        return f"The plan ended on {last}, before the day of service"
    return ""


def _amount(benefits: list[Benefit], code: str, *, periods: tuple[str, ...] = ()) -> int | None:
    """The patient's own amount for a visit, else for the plan; of several the one of the person, not of the family."""
    wanted = [b for b in benefits if b.code == code and b.amount is not None and (not periods or b.period in periods)]
    return min(wanted, key=_nearness).amount if wanted else None


def _percent(benefits: list[Benefit]) -> int | None:
    for benefit in sorted((b for b in benefits if b.code == _COINSURANCE and b.percent), key=_nearness):
        try:
            return int((Decimal(benefit.percent) * 100).to_integral_value())
        except (InvalidOperation, ValueError, OverflowError):
            continue
    return None


def _nearness(benefit: Benefit) -> tuple[int, bool]:
    ranks = [_VISITS_FIRST.index(kind) for kind in benefit.service_types if kind in _VISITS_FIRST]
    return min(ranks, default=len(_VISITS_FIRST)), benefit.level == "FAM"
