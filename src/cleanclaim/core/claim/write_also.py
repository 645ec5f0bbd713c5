"""What no field stands for, put back among the segments that the fields make."""

from collections.abc import Sequence

from cleanclaim.core.x12 import Kept, Row

_BELOW_A_LINE = ("LIN", "LQ")
_ORDER = {name: at for at, name in enumerate(("NM1", "PRV", "N3", "N4", "DMG", "DTP", "REF", "PER"))}


def with_also(rows: Sequence[Row], also: Sequence[Kept]) -> list[Row]:
    """The rows and those kept: elements that stand alone at their position go into their segment, the rest follow."""
    together = list(rows)
    for kept in also:
        at = next((at for at, row in enumerate(rows) if row[0] == kept[0] and _has_room(together[at], kept)), None)
        if at is None or _is_whole(kept):
            together.append(kept)
        else:
            together[at] = _merged(together[at], kept)
    return together


def divided(also: Sequence[Kept]) -> tuple[Sequence[Kept], Sequence[Kept]]:
    """The segments of a service line's own loop, and those of loops below it."""
    at = next((at for at, kept in enumerate(also) if kept[0] in _BELOW_A_LINE), len(also))
    return also[:at], also[at:]


def in_order(rows: Sequence[Row]) -> list[Row]:
    """The segments of a person or organization in the order that all guides have."""
    return sorted(rows, key=lambda row: _ORDER.get(str(row[0]), len(_ORDER)))


def _is_whole(kept: Kept) -> bool:
    """A segment has its first element; what is left of one has not."""
    return len(kept) < 2 or bool(kept[1])


def _has_room(row: Row, kept: Kept) -> bool:
    return not any(mine and theirs for mine, theirs in zip(row[1:], kept[1:], strict=False))


def _merged(row: Row, kept: Kept) -> Row:
    longest = max(len(row), len(kept))
    mine, theirs = (*row, *("",) * (longest - len(row))), (*kept, *("",) * (longest - len(kept)))
    return tuple(one or other for one, other in zip(mine, theirs, strict=True))
