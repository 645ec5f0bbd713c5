"""Whether an answer speaks of the claim whose number it bears, and which billed line each of its lines answers.

A number alone is not enough: it may be another system's, or used before.  Where everything else that the answer says
(name, member ID, day, charge) speaks of somebody else, it is no answer to that claim.

The surest sign first, each billed line at most once: the line control number (6R); procedure, modifiers, date and
units; the submitted procedure (SVC06) when the payer changed the code; last the charge, if it fits one line only.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment

By = Literal["control_number", "procedure", "modifier_left_out", "submitted_procedure", "charge", "person"]


class BilledLine(Struct, frozen=True, omit_defaults=True):
    """A line as it was sent: what the payer has to compare with."""

    line: str
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    units: str = "1"
    charge: int = 0
    service_on: date | None = None
    control_number: str = ""


class BilledClaim(Struct, frozen=True, omit_defaults=True):
    """A claim as far as an answer may be compared with it: patient's and subscriber's last names and member IDs."""

    last_names: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    service_from: date | None = None
    charge: int = 0


def speaks_of(answer: ClaimPayment, billed: BilledClaim) -> bool:
    """Whether an answer that bears the claim's number can be about it.

    The same person, or the same day and charge; an answer that names nobody is taken at its number.
    """
    people = [one for one in (answer.patient, answer.subscriber) if one]
    names = {_letters(one.last_name) for one in people} - {""}
    members = {_letters(one.member_id) for one in people} - {""}
    if not names and not members:
        return True
    ours = [_letters(name) for name in billed.last_names if name]
    if any(name.startswith(other) or other.startswith(name) for name in names for other in ours if other):
        return True
    if members & {_letters(each) for each in billed.member_ids}:
        return True
    return billed.service_from in first_days(answer) and abs(answer.charge) == billed.charge


def first_days(answer: ClaimPayment) -> set[date]:
    """The first day of service as the claim says it and as its lines say it; empty when neither says."""
    days = [line.service_from for line in answer.lines if line.service_from]
    return {day for day in (answer.service_from, min(days, default=None)) if day}


def _letters(text: str) -> str:
    """What two spellings of a name or number share: letters and digits, in one case."""
    return "".join(character for character in text.casefold() if character.isalnum())


class MatchedLine(Struct, frozen=True):
    """`service` counts the service lines of the answer from 0."""

    service: int
    line: str
    by: By


class Match(Struct, frozen=True):
    """`unmatched` are positions in ``answer.lines``; `unanswered` the billed lines nothing was said of."""

    matched: tuple[MatchedLine, ...] = ()
    unmatched: tuple[int, ...] = ()
    unanswered: tuple[str, ...] = ()
    is_claim_level: bool = False
    billed: tuple[BilledLine, ...] = ()

    @property
    def is_claim_known(self) -> bool:
        return bool(self.billed)

    def line_of(self, service: int) -> str | None:
        return next((m.line for m in self.matched if m.service == service), None)


Fits = Callable[[ServicePayment, BilledLine], bool]


def match_lines(answer: ClaimPayment, billed: Sequence[BilledLine]) -> Match:
    """Match the service lines of one CLP with the lines of its claim, never guessing between two that fit.

    An answer without service lines is about the claim as a whole: every line is answered (D7).
    """
    if not answer.lines:
        return Match(billed=tuple(billed), is_claim_level=bool(billed))
    free = list(billed)
    waiting = dict(enumerate(answer.lines))
    matched: list[MatchedLine] = []
    for by, fits in _SIGNS:
        for service, payment in list(waiting.items()):
            if (line := _only(payment, free, waiting, fits, by)) is not None:
                matched.append(MatchedLine(service, line.line, by))
                free.remove(line)
                del waiting[service]
    return Match(
        matched=tuple(sorted(matched, key=lambda m: m.service)),
        unmatched=tuple(waiting),
        unanswered=tuple(line.line for line in free),
        billed=tuple(billed),
    )


def _only(
    payment: ServicePayment, free: list[BilledLine], waiting: dict[int, ServicePayment], fits: Fits, by: By
) -> BilledLine | None:
    """The billed line that fits, if there is one and no other.

    Lines alike in everything (twice the same test on one day) are interchangeable: the first is as good as the second.
    """
    candidates = [line for line in free if fits(payment, line)]
    if not candidates:
        return None
    if by == "charge":
        rivals = [other for other in waiting.values() if fits(other, candidates[0])]
        return candidates[0] if len(candidates) == 1 and len(rivals) == 1 else None
    same_charge = [line for line in candidates if line.charge == abs(payment.charge)] or candidates
    return same_charge[0] if len({_face(line) for line in same_charge}) == 1 else None


def _face(line: BilledLine) -> tuple[object, ...]:
    return line.procedure, frozenset(line.modifiers), line.units, line.charge, line.service_on


def _same_day(payment: ServicePayment, line: BilledLine) -> bool:
    return payment.service_from is None or line.service_on is None or payment.service_from == line.service_on


def _same_units(payment: ServicePayment, line: BilledLine) -> bool:
    units = payment.units_submitted or payment.units
    return not units or _number(units) == _number(line.units) or abs(payment.charge) == line.charge


def _number(units: str) -> str:
    return units.rstrip("0").rstrip(".") if "." in units else units


def _by_control_number(payment: ServicePayment, line: BilledLine) -> bool:
    return bool(payment.line_control_number) and payment.line_control_number == line.control_number


def _by_procedure(payment: ServicePayment, line: BilledLine) -> bool:
    return (
        not payment.procedure_submitted
        and bool(payment.procedure)
        and payment.procedure == line.procedure
        and set(payment.modifiers) == set(line.modifiers)
        and _same_day(payment, line)
        and _same_units(payment, line)
    )


def _by_procedure_alone(payment: ServicePayment, line: BilledLine) -> bool:
    return (
        not payment.procedure_submitted
        and bool(payment.procedure)
        and payment.procedure == line.procedure
        and set(payment.modifiers) <= set(line.modifiers)
        and _same_day(payment, line)
    )


def _by_submitted_procedure(payment: ServicePayment, line: BilledLine) -> bool:
    return (
        bool(payment.procedure_submitted)
        and payment.procedure_submitted == line.procedure
        and set(payment.modifiers_submitted) <= set(line.modifiers)
        and _same_day(payment, line)
    )


def _by_charge(payment: ServicePayment, line: BilledLine) -> bool:
    return abs(payment.charge) == line.charge and _same_day(payment, line)


_SIGNS: tuple[tuple[By, Fits], ...] = (
    ("control_number", _by_control_number),
    ("procedure", _by_procedure),
    ("submitted_procedure", _by_submitted_procedure),
    ("modifier_left_out", _by_procedure_alone),
    ("charge", _by_charge),
)
