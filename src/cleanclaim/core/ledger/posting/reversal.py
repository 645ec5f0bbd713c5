"""CLP02 = 22: the payer takes an earlier answer back; what we posted for it is undone, and nothing else (D5)."""

from msgspec import Struct

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.transaction import Entry
from cleanclaim.core.ledger.work import Work


class Taken(Struct, frozen=True):
    """A reversal of one line and the answer it takes back."""

    reversal: Answer
    original: Answer


def originals(reversals: tuple[Answer, ...], state: AccountState) -> tuple[Taken, ...] | None:
    """The answer each line of a reversal mirrors (C7): a posted one, else a held, else one we have undone ourselves.

    None if any line mirrors nothing: it is held, never guessed.
    """
    taken = [Taken(r, original) for r in reversals if (original := _mirrored(r, state))]
    return tuple(taken) if len(taken) == len(reversals) else None


def _mirrored(reversal: Answer, state: AccountState) -> Answer | None:
    earlier = [
        a
        for a in state.lines[reversal.line].answers
        if a.payer == reversal.payer and reversal.mirrors(a) and a.source_key != reversal.source_key
    ]
    for standing in ("posted", "held", "undone"):
        if found := next((a for a in reversed(earlier) if a.standing == standing), None):
            return found
    return None


def take_back(draft: Draft, taken: Taken) -> list[Work]:
    """Undo one answer: its cash, the share that went on, its write-offs; then nothing of it is left on the line."""
    original = taken.original
    still_posted = original.standing == "posted"
    work = _return_cash(draft, taken, still_posted)
    if still_posted:
        for e in original.posted:
            if not _is_cash(e.account) and not _is_own_receivable(e, original):
                own = (chart.INSURANCE, original.payer)
                draft.move(e.net, to=own, out_of=(e.account, e.party or ""), line=original.line)
        draft.undone(original)
    return work


def _is_own_receivable(e: Entry, original: Answer) -> bool:
    return e.account == chart.INSURANCE and e.party == original.payer


def _return_cash(draft: Draft, taken: Taken, still_posted: bool) -> list[Work]:
    """The payer's cash comes first out of what is owed back to it, then off the line; with neither left it has been
    taken twice: suspense, and a person (D8b)."""
    original, cash = taken.original, -taken.reversal.paid
    payer, line = original.payer, original.line
    from_liability = min(cash, max(draft.owed_overpayment(payer, line), 0))
    applied = sum(e.net for e in original.posted if _is_cash(e.account)) if still_posted else 0
    from_line = min(cash - from_liability, applied)
    unexplained = cash - from_liability - from_line
    bank = (taken.reversal.cash, payer)
    draft.move(from_liability, to=(chart.OVERPAYMENTS, payer), out_of=bank, line=line)
    draft.move(from_line, to=(chart.INSURANCE, payer), out_of=bank, line=line)
    draft.move(unexplained, to=(chart.SUSPENSE, payer), out_of=bank, line=line)
    return [Work("double_recoupment", unexplained, (line,), payer)] if unexplained else []


def _is_cash(account: str) -> bool:
    return account in (chart.ERA, chart.LOCKBOX, chart.OVERPAYMENTS)
