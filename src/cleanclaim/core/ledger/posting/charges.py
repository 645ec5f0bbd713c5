"""Charge lines come, go and change hands.  A charge is never edited: it is voided, and a new line takes its place."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.returned import unapply
from cleanclaim.core.ledger.state import AccountState, LineState
from cleanclaim.core.ledger.work import Work


def charge_posted(lines: Sequence[LineState], state: AccountState, *, source_key: str) -> Posting:
    """New lines, each wholly with its first payer, else with the patient; an estimate is never posted (J01)."""
    for line in lines:
        if line.line in state.lines:
            raise ActRefused(f"line {line.line} is charged already: void it and post a new line")
        state = state.with_line(line)
    draft = Draft(state)
    for line in lines:
        owner = (chart.INSURANCE, line.payers[0]) if line.payers else (chart.PATIENT, line.patient)
        draft.move(line.charge, to=owner, out_of=(chart.CHARGES, ""), line=line.line)
    return post(state, *draft.transaction(source_key, "charge_posted"))


def charge_voided(line: str, state: AccountState, *, source_key: str) -> Posting:
    """Take a line back whole (B6): payments become what is owed back, write-offs are undone, then the charge goes.

    Only the charge: one transaction, "<key>".  Else up to three: "<key>:pay", "<key>:adj", "<key>:chg".
    """
    known = state.lines[line]
    if known.is_voided:
        raise ActRefused(f"line {line} is voided already")
    payments, overpaid = _payments_given_back(known, state)
    posting = post(state, *payments.transaction(f"{source_key}:pay", "charge_voided"))
    writeoffs = _write_offs_undone(posting.state.lines[line], posting.state)
    posting = posting.then(post(posting.state, *writeoffs.transaction(f"{source_key}:adj", "charge_voided")))
    key = f"{source_key}:chg" if posting.transactions else source_key
    charge = Draft(_answers_undone(posting.state, line))
    for (account, party), net in posting.state.lines[line].balances.items():
        if account in chart.RECEIVABLES or CHART.is_adjustment(account):
            charge.move(net, to=(chart.CHARGES, ""), out_of=(account, party), line=line)
    return posting.then(post(charge.state, *charge.transaction(key, "charge_voided"), work=overpaid))


def charge_replaced(old: str, new: LineState, state: AccountState, *, source_key: str) -> Posting:
    """A changed service: the old line voided ("…:void"), the new one charged ("…:charge"), and the claim sent anew."""
    posting = charge_voided(old, state, source_key=f"{source_key}:void")
    charged = charge_posted([new], posting.state, source_key=f"{source_key}:charge")
    work = Work("submit_corrected_claim", new.charge, (new.line,), (new.payers or (new.patient,))[0])
    return posting.then(charged).then(post(charged.state, work=[work]))


def coverage_added(line: str, payers: Sequence[str], state: AccountState, *, source_key: str) -> Posting:
    """A self-pay line turns out insured: the patient's money waits again, the line goes to the payer (J66).

    Raises ActRefused where a payer has the line already.
    """
    known = state.lines[line]
    if known.payers:
        raise ActRefused(f"line {line} is with {known.payers[0]} already: change its coverage order instead")
    state = state.with_line(replace(known, payers=tuple(payers)))
    undo = Draft(state)
    returned = unapply(undo, known.patient, line, known.charge)
    posting = post(state, *undo.transaction(f"{source_key}:unapply", "receipt_unapplied"))
    move = Draft(posting.state)
    owed = posting.state.lines[line].open(chart.PATIENT, known.patient)
    move.move(owed, to=(chart.INSURANCE, payers[0]), out_of=(chart.PATIENT, known.patient), line=line)
    work = [Work("submit_claim", owed, (line,), payers[0])]
    if returned:
        work.append(Work("patient_credit_review", returned, party=known.patient))
    return posting.then(post(posting.state, *move.transaction(f"{source_key}:move", "coverage_added"), work=work))


def _payments_given_back(known: LineState, state: AccountState) -> tuple[Draft, list[Work]]:
    draft, work, line = Draft(state), list[Work](), known.line
    for payer, amount in _paid_by_payers(known).items():
        draft.move(amount, to=(chart.INSURANCE, payer), out_of=(chart.OVERPAYMENTS, payer), line=line)
        work.append(Work("payer_overpayment", amount, (line,), payer, note="the payer will likely reverse its payment"))
    for patient in known.parties(chart.CREDITS):
        unapply(draft, patient, line, known.charge)
    return draft, work


def _paid_by_payers(known: LineState) -> dict[str, int]:
    """Cash of each payer that stays on the line: what came in less what is owed back."""
    paid: dict[str, int] = {}
    for account in (chart.ERA, chart.LOCKBOX, chart.OVERPAYMENTS, chart.SUSPENSE, "payer_refunds_payable"):
        for party, net in known.parties(account).items():
            paid[party] = paid.get(party, 0) + net
    return {party: amount for party, amount in paid.items() if amount > 0}


def _write_offs_undone(known: LineState, state: AccountState) -> Draft:
    """What was taken off is owed again.  A bonus goes with the charge: who it made owe may have passed it on."""
    draft = Draft(state)
    for (account, party), net in known.balances.items():
        if CHART.is_adjustment(account) and net > 0:
            owner = (chart.INSURANCE if party.startswith("payer:") else chart.PATIENT, party)
            draft.move(net, to=owner, out_of=(account, party), line=known.line)
    return draft


def _answers_undone(state: AccountState, line: str) -> AccountState:
    known = state.lines[line]
    undone = tuple(replace(a, standing="undone") if a.standing == "posted" else a for a in known.answers)
    return state.with_line(replace(known, answers=undone))
