"""One payer's answer for one line becomes entries: cash, the next party's share, the automatic write-offs."""

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.terms import Sorted, Terms, kind_of_work, sort_adjustments, total, variance
from cleanclaim.core.ledger.state import Answer
from cleanclaim.core.ledger.work import Work


class Routed(Struct, frozen=True):
    """What one line sent on, and to whom."""

    line: str
    party: str
    amount: int
    is_walled: bool


def post_line(draft: Draft, answer: Answer, terms: Terms) -> tuple[list[Work], Routed | None]:
    """Post a first answer to a line and say what stays open and why (D1 to D4)."""
    line = draft.state.lines[answer.line]
    start = len(draft.entries)
    sorted_ = sort_adjustments(answer, line, terms)
    held_back = variance(answer, line, sorted_, terms)

    _raise_by_bonus(draft, answer, sorted_)
    over = _take_cash(draft, answer)
    routed = _pass_on_share(draft, answer, sorted_)
    _write_off(draft, answer, sorted_, held_back)

    draft.answered(replace(answer, posted=tuple(draft.entries[start:])))
    work = _left_open(draft, answer, sorted_, held_back, terms)
    return work + overpaid(over, answer), routed


def post_duplicate(draft: Draft, answer: Answer) -> list[Work]:
    """The same answer again: what it pays is owed back to the payer, and nothing else moves (D6b)."""
    start = len(draft.entries)
    draft.move(answer.paid, to=(answer.cash, answer.payer), out_of=(chart.OVERPAYMENTS, answer.payer), line=answer.line)
    draft.answered(replace(answer, posted=tuple(draft.entries[start:])))
    return overpaid(answer.paid, answer)


def overpaid(amount: int, answer: Answer) -> list[Work]:
    """The work an overpayment makes: its legal clock runs from the day it is found."""
    return [Work("payer_overpayment", amount, (answer.line,), answer.payer)] if amount else []


def _open(draft: Draft, answer: Answer) -> int:
    return draft.open(chart.INSURANCE, answer.payer, answer.line)


def _raise_by_bonus(draft: Draft, answer: Answer, sorted_: Sorted) -> None:
    """A negative adjustment (a bonus, CO-144) makes the payer owe more, before anything is taken off."""
    line = draft.state.lines[answer.line]
    for account, amount in sorted_.written_off:
        if amount < 0 < _open(draft, answer):
            headroom = 0 if line.is_voided else max(line.charge + answer.paid - draft.owed(line.line), 0)
            bonus = min(-amount, headroom)
            draft.move(-bonus, to=(account, answer.payer), out_of=(chart.INSURANCE, answer.payer), line=answer.line)


def _take_cash(draft: Draft, answer: Answer) -> int:
    """Cash first pays what is open; returns what it paid too much, which is owed back (B2)."""
    applied = min(answer.paid, _open(draft, answer))
    cash, line = (answer.cash, answer.payer), answer.line
    draft.move(applied, to=cash, out_of=(chart.INSURANCE, answer.payer), line=line)
    draft.move(answer.paid - applied, to=cash, out_of=(chart.OVERPAYMENTS, answer.payer), line=line)
    return answer.paid - applied


def _pass_on_share(draft: Draft, answer: Answer, sorted_: Sorted) -> Routed | None:
    """PR goes to the next payer, else to the patient, but never to a QMB patient (D3, D3b)."""
    line = draft.state.lines[answer.line]
    share = min(sorted_.share, _open(draft, answer))
    follower = line.next_payer(answer.payer)
    if not share:
        return None
    if follower is None and sorted_.is_walled:
        return Routed(answer.line, "", share, is_walled=True)
    account, party = (chart.INSURANCE, follower) if follower else (chart.PATIENT, line.patient)
    draft.move(share, to=(account, party), out_of=(chart.INSURANCE, answer.payer), line=answer.line)
    return Routed(answer.line, party, share, sorted_.is_walled)


def _write_off(draft: Draft, answer: Answer, sorted_: Sorted, held_back: int) -> None:
    """The whitelisted adjustments, together never more than is open after cash and the patient's share (D1)."""
    reserved = total(sorted_.reviewed) + held_back + _stuck(draft, answer, sorted_)
    room = max(0, _open(draft, answer) - reserved)
    for account, amount in sorted_.written_off:
        if amount > 0:
            taken = min(amount, room)
            draft.move(taken, to=(account, answer.payer), out_of=(chart.INSURANCE, answer.payer), line=answer.line)
            room -= taken


def _stuck(draft: Draft, answer: Answer, sorted_: Sorted) -> int:
    """Cost share of a QMB patient that no next payer can take: it stays where it is."""
    is_last = draft.state.lines[answer.line].next_payer(answer.payer) is None
    return min(sorted_.share, _open(draft, answer)) if sorted_.is_walled and is_last else 0


def _left_open(draft: Draft, answer: Answer, sorted_: Sorted, held_back: int, terms: Terms) -> list[Work]:
    """Every cent still open with the payer, each on one piece of work (D4)."""
    lines, party, rest = (answer.line,), answer.payer, _open(draft, answer)
    work: list[Work] = []
    if stuck := _stuck(draft, answer, sorted_):
        work.append(Work("qmb_review", stuck, lines, party, note="find Medicaid, else write off; never the patient"))
        rest -= stuck
    if held_back and rest:
        expected = terms.allowed[answer.line]
        note = f"expected {expected}, allowed {expected - held_back}"
        work.append(Work("underpayment", min(held_back, rest), lines, party, note=note))
        rest -= min(held_back, rest)
    for a in (*sorted_.reviewed, *sorted_.left):
        if (amount := min(max(a.amount, 0), rest)) > 0:
            kind = kind_of_work(a, answer)
            work.append(Work(kind, amount, lines, party, group=a.group, reason=a.reason, remarks=answer.remarks))
            rest -= amount
    if rest > 0:
        work.append(Work("unexplained_balance", rest, lines, party))
    return work
