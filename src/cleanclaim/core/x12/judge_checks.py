"""Which checks look at which loops: sums (3), situations (4) and codes (5), for the levels asked for."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from cleanclaim.core.tables import read_table
from cleanclaim.core.x12.balancing import add_sums
from cleanclaim.core.x12.equation import BALANCING
from cleanclaim.core.x12.guide import guide
from cleanclaim.core.x12.judge_codes import add_codes
from cleanclaim.core.x12.judge_plan import Plan
from cleanclaim.core.x12.judge_rules import SITUATIONS, add_rules
from cleanclaim.core.x12.judge_walk import CODE_SETS
from cleanclaim.core.x12.segment import Delimiters

_EVERY_GUIDE = "any"


@lru_cache(maxsize=64)
def plan_for(name: str, delimiters: Delimiters, levels: frozenset[int]) -> Plan:
    """The guide of a table, ready for judging by these levels."""
    plan = Plan(guide(name), delimiters)
    if BALANCING in levels:
        add_sums(plan)
    for table in (_table(_EVERY_GUIDE), _table(name)):
        if SITUATIONS in levels:
            add_rules(plan, table.get("situations", {}))
        if CODE_SETS in levels:
            add_codes(plan, table.get("codes", {}), table.get("days", {}))
    return plan


def _table(name: str) -> dict[str, Any]:
    """What stands in `guides/rules/` for a guide; nothing for one that has no file there."""
    found = files("cleanclaim.core.x12").joinpath(f"guides/rules/{name}.yaml")
    return read_table(found.read_text(encoding="utf-8")) or {} if found.is_file() else {}
