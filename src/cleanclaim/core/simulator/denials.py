"""Why a payer does not pay: first what the claim itself gives cause for, then what it draws.

Its reasons are its own: it never asks whether our edits found the claim clean.
"""

from datetime import date

from cleanclaim.core.claim.value import Claim, ServiceLine
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.allowed import Answer
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.members import Member, Standing

_REMARKS = {  # of the reasons that are drawn; one of them goes with each
    "16": ("M76", "N290", "N286", "MA112"),
    "50": ("N115",),
    "197": ("M62",),
    "252": ("M127",),
}
_BLOOD_DRAWS = ("36415", "36416")  # numbered among surgery
_ANOTHER_DAY_MODIFIERS = {"25", "57", "24"}
_REPEAT_MODIFIERS = {"76", "77", "91", "59", "XE", "XS", "XP", "XU", "50", "LT", "RT"}

Reason = tuple[str, ...]  # group, CARC, remark codes


def claim_denial(
    claim: Claim, payer: SimPayer, member: Member, *, received_on: date, seed: int, about: str, may_draw: bool
) -> Reason | None:
    """The one reason for which nothing of the claim is paid, or None."""
    service_on = claim.service_from or received_on
    if not member.covers(service_on):
        return ("PR", "27", "N30")
    if claim.frequency == "1" and (received_on - service_on).days > payer.filing_days:
        return ("CO", "29")
    if claim.sequence == "P" and _has_another_first(payer, member, seed, about, may_draw=may_draw):
        return ("CO", "22", "MA04")
    if payer.kind == "commercial" and chance.happens(rate(payer, "capitation"), seed, "capitation", about):
        return ("CO", "24")
    if may_draw:
        return _drawn(payer, seed, about)
    return None


def _has_another_first(payer: SimPayer, member: Member, seed: int, about: str, *, may_draw: bool) -> bool:
    if member.standing is Standing.OTHER_FIRST:
        return True
    return may_draw and chance.happens(rate(payer, "cob_order_dispute"), seed, "cob_order_dispute", about)


def _drawn(payer: SimPayer, seed: int, about: str) -> Reason | None:
    for reason, per_thousand in payer.denials.items():
        if chance.happens(per_thousand, seed, reason, about):
            group, _, code = reason.partition("-")
            remarks = _REMARKS.get(code, ())
            return (group, code, chance.pick(remarks, seed, "remark", about)) if remarks else (group, code)
    return None


def deny_lines(answers: list[Answer], claim: Claim, payer: SimPayer, *, seed: int, about: str, may_draw: bool) -> None:
    """Deny single lines for what they are: not covered, not authorized, part of another service."""
    for answer in answers:
        procedure = answer.line.procedure
        if procedure.startswith(payer.not_covered):
            answer.deny("PR", "96", "N425")
        elif procedure.startswith(payer.needs_authorization) and not claim.prior_authorization:
            answer.deny("CO", "197", "M62")
        elif _is_part_of_procedure(answer.line, claim):
            answer.deny("CO", "97", "M15")
    paid = [answer for answer in answers if not answer.is_denied]
    if may_draw and len(paid) > 1 and payer.kind != "supplement":  # which follows Medicare, line by line
        drawn = chance.happens(rate(payer, "denied_line_others_paid"), seed, "denied_line_others_paid", about)
        if drawn:
            min(paid, key=lambda answer: (answer.line.charge, answer.line.number)).deny("CO", "97", "M15")


def deny_duplicates(answers: list[Answer], already: set[int]) -> None:
    """OA-18 for the lines (by number) that another claim has brought before."""
    for answer in answers:
        if answer.line.number in already:
            answer.deny("OA", "18", "N522")


def may_repeat(line: ServiceLine) -> bool:
    """A modifier says that the same service was done again."""
    return bool(_REPEAT_MODIFIERS & set(line.modifiers))


def _is_part_of_procedure(line: ServiceLine, claim: Claim) -> bool:
    """A visit on the day of surgery without the modifier that sets it apart."""
    if not line.procedure.startswith("992") or _ANOTHER_DAY_MODIFIERS & set(line.modifiers):
        return False
    return any(
        other.procedure[:1] in "123456" and len(other.procedure) == 5 and other.service_from == line.service_from
        for other in claim.lines
        if other is not line and other.procedure and other.procedure not in _BLOOD_DRAWS
    )
