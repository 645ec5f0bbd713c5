"""SNIP 3 of a 277CA: the claims and charges that batch and billing providers state are those of their claims."""

from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.money import cents
from cleanclaim.core.x12.equation import Equation, sums_of
from cleanclaim.core.x12.judge_frame import Frame
from cleanclaim.core.x12.judge_paths import Path
from cleanclaim.core.x12.judge_plan import Node
from cleanclaim.core.x12.judge_walk import Walk

_REJECTED = {"A3", "A4", "A6", "A7", "A8"}
_ONE = 100  # a claim: quantities are added up as amounts are
_STATED = {"2200B": ("QTY02*90", "QTY02*AA"), "2200C": ("QTY02*QA", "QTY02*QC")}
_CHARGES = ("AMT02*YU", "AMT02*YY")


class AcknowledgedClaim:
    """Counts a claim and its charge as accepted or rejected, for its provider and for the batch."""

    def __init__(self, claim: Node) -> None:
        places = ("STC01-1", "STC10,11-1")
        self._categories = [Path(f"{loop}{place}", claim) for loop in ("", "2220D.") for place in places]
        self._charge = Path("STC04", claim)

    def __call__(self, frame: Frame, walk: Walk) -> None:
        found = {text for path in self._categories for text in path.texts(frame, walk)}
        is_rejected = bool(found & _REJECTED)
        charge = _charge(self._charge.first(frame, walk))
        for loop, counts in _STATED.items():
            _add(walk, f"{loop}.{counts[is_rejected]}", _ONE)
            _add(walk, f"{loop}.{_CHARGES[is_rejected]}", charge)


class StatedTotals(Equation):
    """QTY and AMT of 2200B or 2200C; a level of which no claim is told states what it will."""

    def __init__(self, level: Node, loop: str) -> None:
        self._stated = [Path(f"{loop}.{text}", level) for text in (*_STATED[loop], *_CHARGES)]

    def __call__(self, frame: Frame, walk: Walk) -> None:
        found = {path.text: walk.sums.pop(path.text, 0) for path in self._stated}
        if not any(found.values()):
            return
        for path in self._stated:
            stated, computed = sums_of([[path]], frame, walk), found[path.text]
            if stated and computed is not None:
                self.compare(path, frame, stated[0], computed, "the claims", walk)


def _charge(text: str) -> int | None:
    try:
        return cents(text or "0")
    except MalformedAmount:
        return None


def _add(walk: Walk, name: str, amount: int | None) -> None:
    before = walk.sums.get(name, 0)
    walk.sums[name] = None if before is None or amount is None else before + amount
