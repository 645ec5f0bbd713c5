"""A member's coverage, derived from the seed, the payer and the member ID alone: any ID has benefits, always the same.

Marked IDs stand for what goes wrong: the last four characters are 00 or XX (a Medicare number cannot end in four
digits) and a mark.

    …0000 …XX00   the payer does not know the member        …0003 …XX03   another plan pays first
    …0001 …XX01   the coverage has ended                    …0004 …XX04   the payer has another birth date
    …0002 …XX02   the payer's system does not answer
"""

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct

from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.book import Plan, SimPayer

_MARK = re.compile(r"(?:00|XX)(0[0-4])$")
_ENDED = date(2020, 12, 31)
_USED_ELSEWHERE_PERCENT = (0, 0, 20, 40, 60, 100, 100)


class Standing(StrEnum):
    ACTIVE = "active"
    UNKNOWN = "00"
    ENDED = "01"
    SILENT = "02"
    OTHER_FIRST = "03"
    OTHER_BIRTH_DATE = "04"


class Member(Struct, frozen=True):
    """One person's coverage by one payer."""

    member_id: str
    standing: Standing
    plan: Plan
    group_number: str
    begins: date
    ends: date | None
    deductible_used_elsewhere: int  # a year, with other providers

    def covers(self, on: date) -> bool:
        return self.begins <= on and (self.ends is None or on <= self.ends)


def member(seed: int, payer: SimPayer, member_id: str) -> Member:
    """The coverage behind a member ID."""
    mark = _MARK.search(member_id)
    standing = Standing(mark[1]) if mark else Standing.ACTIVE
    about = ("member", payer.payer_id, member_id)
    plan = _plan(payer, seed, *about)
    percent = chance.pick(_USED_ELSEWHERE_PERCENT, seed, "elsewhere", *about)
    number = 10_000 + chance.below(90_000, seed, "group", *about)
    return Member(
        member_id=member_id,
        standing=standing,
        plan=plan,
        group_number="" if payer.kind in {"medicare", "medicaid"} else str(number),
        begins=date(2016 + chance.below(4, seed, "begins", *about), 1, 1),
        ends=_ENDED if standing is Standing.ENDED else None,
        deductible_used_elsewhere=plan.deductible * percent // 100,
    )


def _plan(payer: SimPayer, seed: int, *about: object) -> Plan:
    drawn = chance.below(sum(plan.weight for plan in payer.plans), seed, "plan", *about)
    for plan in payer.plans:
        drawn -= plan.weight
        if drawn < 0:
            return plan
    raise AssertionError("the weights cover every draw")
