"""Whole files damaged in one place, by a seed: a segment left out, doubled or swapped, an element changed."""

from collections.abc import Iterator
from functools import cache
from random import Random

from tests.builders.claim_values import ENVELOPE
from tests.builders.from_guide import interchange, made
from tests.builders.x12_files import a_file, recounted

from cleanclaim.core.x12.guide import guide

GUIDES = ("837p", "837i", "835", "277ca", "999")
"""Those that pyx12 has too."""
_TEXTS = ("", "X", "0", "-1.5", "A B", "99999999", "20260230", "ZZ", "1234567890123456789", "W" * 90, "1:2", "A^B", " ")
_OPENERS = frozenset({"AK2", "CLM", "CLP", "HL", "IK3", "IK4", "LX", "N1", "NM1", "SBR", "SVC", "SVD", "TRN", "LIN"})
"""They are not doubled: pyx12 does not miss what a loop lacks when the same loop begins again at once."""
_PLANS = {"least": (0.0, 1), "some": (0.2, 1), "more": (0.4, 1)}


def mutations(count: int, *, seed: int = 0) -> Iterator[tuple[str, str, bytes]]:
    """(Guide, what was done, the file), the same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        name = random.choice(GUIDES)
        segments = list(_valid(name, random.choice(list(_PLANS)), random.randrange(4)))
        first, last = 3, len(segments) - 4  # the segments between ST and SE
        what = random.choice(("delete", "double", "swap", "element", "element", "element", "cut", "add"))
        at = random.randrange(first, last + 1)
        yield name, f"{what} {segments[at]}", _damaged(segments, what, at, random)


@cache
def _valid(name: str, plan: str, seed: int) -> tuple[str, ...]:
    fullness, often = _PLANS[plan]
    if plan == "some" and name in {"837p", "837i", "835"}:
        content = a_file(name)
    else:
        content = interchange(guide(name), made(guide(name), fullness=fullness, often=often, seed=seed), ENVELOPE)
    return tuple(content.decode("ascii").rstrip("~").split("~"))


def _damaged(segments: list[str], what: str, at: int, random: Random) -> bytes:
    elements = segments[at].split("*")
    match what:
        case "delete":
            del segments[at]
        case "swap" if segments[at][:3] != segments[at + 1][:3] and at < len(segments) - 4:  # SE stays the last
            segments[at], segments[at + 1] = segments[at + 1], segments[at]
        case "double" | "swap" if elements[0] not in _OPENERS:
            segments.insert(at, segments[at])
        case "element" | "swap" | "double":
            elements[random.randrange(1, len(elements))] = random.choice(_TEXTS)
            segments[at] = "*".join(elements)
        case "cut":
            segments[at] = "*".join(elements[: random.randrange(1, len(elements))])
        case _:
            segments[at] = f"{segments[at]}*{random.choice(_TEXTS[1:])}"
    return recounted("~".join(segments) + "~").encode("utf-8")
