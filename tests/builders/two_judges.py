"""Our judge and pyx12 over the same file: what each finds, less what is known to be seen by one alone."""

from pathlib import Path

import yaml
from msgspec import Struct
from tests.builders.pyx12_judge import pyx12_places

from cleanclaim.core.x12 import check
from cleanclaim.core.x12.errors import X12Error

_TABLE = Path(__file__).parents[1] / "core" / "x12" / "disagreements.yaml"
KNOWN: dict[str, dict[str, str]] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
PAGE = Path(__file__).parents[2] / "docs" / "x12" / "disagreements.md"
_HEAD = """# Where our judge and pyx12 differ

[pyx12](https://github.com/azoner/pyx12) is an independent validator with guides of the 837P, 837I, 835, 277CA
and 999. Both judge whole files damaged in one place, and files of others: `python bench/judge_pyx12.py` runs
thousands, the tests a few. They are compared on whether a file, and which of its segments, is at fault (SNIP
types 1 and 2; pyx12 looks at no sums, few situations and a part of the code sets). Wherever one finds fault and
the other does not, one of these rules is why; `tests/core/x12/disagreements.yaml` is the table that the tests
hold both to. Two loops of one position in the standard (2010BA and 2010BB, 2310A to 2310F) may stand in any
order: pyx12 wants them in that of the guide. It does not miss what a loop lacks when the same loop begins again
at once, as after a doubled CLM, AK2 or TRN.

| run | files | same segments | both find nothing | some segments in common | other segments | differ without a reason |
|---|---|---|---|---|---|---|
| `python bench/judge_pyx12.py 1500 7` | 1,500 | 1,113 | 226 | 138 | 23 | 0 |
"""
_SIDES = {"pyx12_only": "pyx12 finds fault, we do not", "ours_only": "We find fault, pyx12 does not"}
_SYNTAX_AND_GUIDE = frozenset({1, 2})


class Verdicts(Struct):
    """Place ("REF", "CLM07") → what is said of it, by each; without what the table of disagreements explains."""

    ours: dict[str, str]
    theirs: dict[str, str]

    @property
    def agree(self) -> bool:
        """Whether both find fault or neither does."""
        return bool(self.ours) == bool(self.theirs)

    @property
    def segments(self) -> tuple[set[str], set[str]]:
        """The names of the segments that each finds fault with."""
        return {segment_of(place) for place in self.ours}, {segment_of(place) for place in self.theirs}


def verdicts(name: str, content: bytes) -> Verdicts:
    """What both say of a file of the guide `name`."""
    ours: dict[str, list[str]] = {}
    try:
        for problem in check(content, levels=_SYNTAX_AND_GUIDE):
            place = (problem.element or problem.name).partition("-")[0]
            ours.setdefault(place, []).append(f"{problem.code} {problem.message}")
    except X12Error as error:
        ours[error.element] = [error.message]
    theirs = pyx12_places(content)
    return Verdicts(
        _unexplained(name, ours, KNOWN["ours_only"], theirs), _unexplained(name, theirs, KNOWN["pyx12_only"], ours)
    )


def _unexplained(
    name: str, found: dict[str, list[str]], known: dict[str, str], others: dict[str, list[str]]
) -> dict[str, str]:
    """The first thing said of each place that the other names too, or that the table does not explain."""
    unexplained: dict[str, str] = {}
    shared = {segment_of(place) for place in others}
    for place, said in found.items():
        for one in said:
            if segment_of(place) in shared or not any(text in f"{name} {place} {one}" for text in known):
                unexplained.setdefault(place, one)
    return unexplained


def segment_of(place: str) -> str:
    """The segment of a place: "CLM" of "CLM07", "N3" of "N301"."""
    return place[:-2] if place[-2:].isdigit() and len(place) > 3 else place


def page() -> str:
    """The table of disagreements for people."""
    parts = [_HEAD]
    for side, title in _SIDES.items():
        rows = "".join(f"| `{said.replace('|', '/')}` | {reason} |\n" for said, reason in KNOWN[side].items())
        parts.append(f"\n## {title}\n\n| What is said | Why |\n|---|---|\n{rows}")
    return "".join(parts)
