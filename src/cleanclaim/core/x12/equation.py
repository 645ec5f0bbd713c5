"""A total that is compared with what it should be, and amounts added up."""

from functools import lru_cache

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.money import cents
from cleanclaim.core.x12.judge_frame import Frame
from cleanclaim.core.x12.judge_paths import Path
from cleanclaim.core.x12.judge_walk import Walk

BALANCING = 3
_OUT_OF_BALANCE = "I12"  # IK403: not what the implementation asks for
_cents = lru_cache(maxsize=50_000)(cents)


class Equation:
    """Says that a total is not what it should be."""

    def compare(self, path: Path, frame: Frame, stated: int, computed: int, what: str, walk: Walk) -> None:
        """Blames the element that states the total, if it is there and wrong."""
        total = next(path.values(frame, walk), None) if stated != computed else None
        if total:
            message = f"says {money.plain(stated)}, {what} make {money.plain(computed)}"
            walk.blame(
                *(BALANCING, _OUT_OF_BALANCE, message, total.row, total.loop),
                element=total.element,
                value=total.text,
                expected=money.x12(computed),
            )


def sums_of(groups: list[list[Path]], frame: Frame, walk: Walk) -> list[int] | None:
    """Each group of places added up, in cents; None when one is no amount: that is a fault of its own."""
    try:
        return [sum([_cents(text) for path in paths for text in path.texts(frame, walk)]) for paths in groups]
    except MalformedAmount:
        return None
