"""Money that is here but cannot be placed yet: parked whole under its source, released when a person or a later file
says where it belongs."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.transaction import Transaction, entry
from cleanclaim.core.ledger.work import Work


def parked(claim: AnsweredClaim, amount: int, reference: str, *, source_key: str, kind: str) -> list[Transaction]:
    """Cash of a payer (signed) into unapplied_cash under a reference; a negative amount takes it out again."""
    if not amount:
        return []
    entries = (
        entry(claim.cash, claim.payer, None, amount),
        entry(chart.UNAPPLIED, claim.payer, None, -amount),
    )
    return [Transaction(source_key, kind, entries, reference=reference)]


def hold(draft: Draft, claim: AnsweredClaim, answers: Sequence[Answer], kind: str) -> Work:
    """Park a CLP whole: its cash, and what it said of each line where the lines are known."""
    key, paid = claim.source_key, claim.answer.paid
    draft.parked += parked(claim, paid, key, source_key=f"{key}:held", kind="claim_payment_held")
    for answer in answers:
        draft.answered(replace(answer, standing="held"))
    lines = tuple(answer.line for answer in answers)
    return Work(kind, abs(paid), lines, claim.payer, claim=claim.claim, reference=key)


def cancel(draft: Draft, claim: AnsweredClaim, waiting: Sequence[Answer]) -> None:
    """A held answer and its mirror have both come: nothing is left of either, whichever was first (E7)."""
    key = waiting[0].source_key
    draft.parked += parked(claim, claim.answer.paid, key, source_key=claim.source_key, kind="held_cancelled")
    for answer in waiting:
        draft.undone(answer)


def waiting_answers(state: AccountState, lines: Sequence[str], payer: str) -> dict[str, list[Answer]]:
    """Held answers (reversals left out) of a payer for these lines, by source key."""
    found: dict[str, list[Answer]] = {}
    for line in lines:
        for answer in state.lines[line].answers:
            if answer.standing == "held" and answer.payer == payer and answer.status != "22":
                found.setdefault(answer.source_key, []).append(answer)
    return found


def held_mirror(answers: Sequence[Answer], state: AccountState) -> list[Answer] | None:
    """The held reversal that came before what it reverses; None if any line has none."""
    found = [
        next((a for a in state.lines[answer.line].answers if a.standing == "held" and a.mirrors(answer)), None)
        for answer in answers
    ]
    mirrors = [a for a in found if a is not None and a.status == "22"]
    return mirrors if mirrors and len(mirrors) == len(found) else None
