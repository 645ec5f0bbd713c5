"""SNIP 3: sums that must hold inside a transaction, each said at the segment that states the total.

837: a claim is the sum of its lines; what another payer answered (2320, 2430) makes up the claim and each line.
835: charge less adjustments is paid, for a line and for a claim; the lines make the claim's charge; claims less
provider adjustments (PLB) make the payment.
277CA: the claims make the counts and charges of their billing provider and of the batch.
"""

from collections.abc import Iterable, Iterator

from cleanclaim.core.x12.acknowledged_sums import AcknowledgedClaim, StatedTotals
from cleanclaim.core.x12.equation import Equation, sums_of
from cleanclaim.core.x12.guide import Guide
from cleanclaim.core.x12.judge_frame import Frame
from cleanclaim.core.x12.judge_paths import NoSuchPlace, Path
from cleanclaim.core.x12.judge_plan import Check, Node, Plan
from cleanclaim.core.x12.judge_walk import Walk

_CHARGES = ("SV102", "SV203", "SV302")
_ADJUSTMENTS = "CAS03,06,09,12,15,18"
_PROVIDER_ADJUSTMENTS = "PLB04,06,08,10,12,14"
_PAID = "paid"


def add_sums(plan: Plan) -> None:
    """The sums of a guide, each at the end of the loop that states the total."""
    for node in plan.nodes:
        for check in _sums(plan.guide, node):
            node.checks.append((0, check))


def _sums(guide: Guide, node: Node) -> Iterator[Check]:
    match guide.transaction, node.id:
        case "837", "2300":
            yield _ClaimSums(node)
        case "835", "2110":
            yield _Paid(node, "SVC02", "SVC03", [_ADJUSTMENTS])
        case "835", "2100":
            yield _Paid(node, "CLP03", "CLP04", [_ADJUSTMENTS, f"2110.{_ADJUSTMENTS}"])
            yield _ClaimOfLines(node)
        case "835", "Transaction":
            yield _Payment(node)
        case "277", "2200D" if guide.name == "277ca":
            yield AcknowledgedClaim(node)
        case "277", "2000C" if guide.name == "277ca":
            yield StatedTotals(node, "2200C")
        case "277", "2000B" if guide.name == "277ca":
            yield StatedTotals(node, "2200B")


class _Paid(Equation):
    """Charge less every adjustment is what was paid."""

    def __init__(self, node: Node, charge: str, paid: str, adjustments: Iterable[str]) -> None:
        self._charge, self._paid = Path(charge, node), Path(paid, node)
        self._adjustments = [Path(text, node) for text in adjustments]

    def __call__(self, frame: Frame, walk: Walk) -> None:
        amounts = sums_of([[self._paid], [self._charge], self._adjustments], frame, walk)
        if amounts:
            paid, charge, adjusted = amounts
            self.compare(self._paid, frame, paid, charge - adjusted, "charge less adjustments", walk)


class _ClaimOfLines(Equation):
    """The lines of a claim, when it has any, make its charge; the transaction adds up what its claims were paid."""

    def __init__(self, node: Node) -> None:
        self._charge, self._paid = Path("CLP03", node), Path("CLP04", node)
        self._lines = Path("2110.SVC02", node)

    def __call__(self, frame: Frame, walk: Walk) -> None:
        amounts = sums_of([[self._charge], [self._lines], [self._paid]], frame, walk)
        before = walk.sums.get(_PAID, 0)
        if amounts is None or before is None:
            walk.sums[_PAID] = None
            return
        charge, lines, paid = amounts
        walk.sums[_PAID] = before + paid
        if self._lines.is_there(frame, walk):
            self.compare(self._charge, frame, charge, lines, "the lines", walk)


class _Payment(Equation):
    """What the claims were paid less provider adjustments is the payment, whose sign BPR03 tells."""

    def __init__(self, root: Node) -> None:
        self._payment = Path("BPR02", root)
        self._adjustments = [Path(_PROVIDER_ADJUSTMENTS, root)]

    def __call__(self, frame: Frame, walk: Walk) -> None:
        amounts = sums_of([[self._payment], self._adjustments], frame, walk)
        paid = walk.sums.get(_PAID, 0)
        if amounts and paid is not None:
            stated, taken = amounts
            self.compare(self._payment, frame, stated, paid - taken, "the claims less provider adjustments", walk)


class _ClaimSums(Equation):
    """CLM02 is the sum of the lines, and what each other payer paid and adjusted makes up both."""

    def __init__(self, claim: Node) -> None:
        self._charge = Path("CLM02", claim)
        (line,) = (node for node in claim.all() if node.id == "2400")
        (answer,) = (node for node in claim.all() if node.id == "2430")
        (other,) = (node for node in claim.all() if node.id == "2320")
        self._lines = [path for text in _CHARGES for path in _if_any(f"2400.{text}", claim)]
        self._line, self._answer, self._other = line, answer, other
        for node in (line, answer, other):
            node.is_kept = True
        self._line_charge = [path for text in _CHARGES for path in _if_any(text, line)]
        self._payer, self._paid = Path("2330B.NM109", other), Path("AMT02*D", other)
        self._adjustments = [Path(_ADJUSTMENTS, other)]
        self._answer_payer, self._answer_paid = Path("SVD01", answer), Path("SVD02", answer)
        self._answer_adjustments = [Path(_ADJUSTMENTS, answer)]
        self._bundled = Path("SVD06", answer)

    def __call__(self, frame: Frame, walk: Walk) -> None:
        amounts = sums_of([[self._charge], self._lines], frame, walk)
        if not amounts or not frame.children:
            return
        charge, lines = amounts
        if self._line in frame.children:
            self.compare(self._charge, frame, charge, lines, "the lines", walk)
        for other in frame.children.get(self._other, ()):
            self._answered(charge, other, frame, walk)

    def _answered(self, charge: int, other: Frame, claim: Frame, walk: Walk) -> None:
        """What one other payer says: its lines, then the claim."""
        payer = self._payer.first(other, walk)
        amounts = sums_of([[self._paid], self._adjustments], other, walk)
        if not payer or not amounts or not self._paid.is_there(other, walk):
            return
        stated, adjusted = amounts
        answers = [
            (line, answer)
            for line in (claim.children or {}).get(self._line, ())
            for answer in (line.children or {}).get(self._answer, ())
            if payer in self._answer_payer.texts(answer, walk)
        ]
        if not answers:
            if adjusted:
                self.compare(self._paid, other, stated, charge - adjusted, "charge less adjustments", walk)
            return
        sums = [sums_of([[self._answer_paid], self._answer_adjustments], answer, walk) for _, answer in answers]
        if None in sums:
            return
        line_paid = sum(pair[0] for pair in sums if pair)
        what = "the lines' payments less the claim's adjustments"
        self.compare(self._paid, other, stated, line_paid - adjusted, what, walk)
        self._lines_answered(answers, walk)

    def _lines_answered(self, answers: list[tuple[Frame, Frame]], walk: Walk) -> None:
        """A line's charge is what was paid and adjusted, unless it was bundled or split."""
        for line, answer in answers:
            is_alone = sum(one is line for one, _ in answers) == 1 and not self._bundled.is_there(answer, walk)
            charge = sums_of([self._line_charge], line, walk)
            amounts = sums_of([[self._answer_paid], self._answer_adjustments], answer, walk)
            if is_alone and charge and amounts:
                (paid, adjusted), what = amounts, "the line's charge less adjustments"
                self.compare(self._answer_paid, answer, paid, charge[0] - adjusted, what, walk)


def _if_any(text: str, node: Node) -> list[Path]:
    try:
        return [Path(text, node)]
    except NoSuchPlace:
        return []
