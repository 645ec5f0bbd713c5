"""The levels (HL) above each claim of an 837, and how a choice of claims is put under them again."""

from collections.abc import Sequence

from msgspec import Struct

from cleanclaim.core.x12.stream import Part

_DEEPER = {"20": 0, "22": 1, "23": 2}  # billing provider, subscriber, patient


class LeveledClaim(Struct, frozen=True):
    """The texts of a claim (CLM and its lines), and of the levels above it, outermost first."""

    levels: tuple[Part, ...]
    texts: tuple[str, ...]


def claims_with_levels(parts: Sequence[Part]) -> tuple[list[str], list[LeveledClaim]]:
    """The texts before the first level, and every claim."""
    head: list[str] = []
    levels: list[Part] = []
    claims: list[tuple[tuple[Part, ...], list[str]]] = []
    for part in parts:
        first = part.first
        if first.id == "HL":
            levels = [*levels[: _DEEPER.get(first[3], 0)], part]
        elif first.id == "CLM":
            claims.append((tuple(levels), list(part.texts)))
        elif claims and first.id != "SE":
            claims[-1][1].extend(part.texts)  # what is left of a long claim
        elif not levels:
            head += part.texts
    return head, [LeveledClaim(levels, tuple(texts)) for levels, texts in claims]


def renumbered(claims: Sequence[LeveledClaim], separator: str) -> list[str]:
    """The claims under their levels: each level once for neighbors that share it, numbered from 1, HL04 true."""
    texts: list[str] = []
    opened: list[tuple[Part, int]] = []
    count = 0
    for claim in claims:
        shared = 0
        while shared < min(len(opened), len(claim.levels)) and opened[shared][0] is claim.levels[shared]:
            shared += 1
        del opened[shared:]
        for depth, level in enumerate(claim.levels[shared:], start=shared):
            count += 1
            parent = str(opened[-1][1]) if opened else ""
            has_child = any(depth + 1 < len(other.levels) and other.levels[depth] is level for other in claims)
            row = ("HL", str(count), parent, level.first[3], "1" if has_child else "0")
            texts += [separator.join(row), *level.texts[1:]]
            opened.append((level, count))
        texts += claim.texts
    return texts
