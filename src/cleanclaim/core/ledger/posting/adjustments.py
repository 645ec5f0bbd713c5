"""A person decides about an open balance: write off, move to the patient, place with an agency."""

from collections.abc import Mapping

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.terms import QMB_REMARKS
from cleanclaim.core.ledger.state import AccountState, Answer, LineState
from cleanclaim.core.money import dollars


def write_off(
    amounts: Mapping[str, int], state: AccountState, *, account: str, party: str, source_key: str, reason: str = ""
) -> Posting:
    """Take cents off lines ({line: cents}) with a contra-revenue account, for the payer or patient who owed them.

    Approval is the caller's.  Raises ActRefused for an account that is no adjustment, or for more than is open.
    """
    if not CHART.is_adjustment(account):
        raise ActRefused(f"{account} is not an adjustment: choose a write-off account")
    draft = Draft(state)
    for line, amount in amounts.items():
        _assert_open(state.lines[line], party, amount)
        draft.move(amount, to=(account, party), out_of=(_receivable(party), party), line=line)
    return post(state, *draft.transaction(source_key, "write_off", memo=reason))


def small_balance(state: AccountState, *, party: str, tolerance: int, source_key: str) -> Posting:
    """Write off what a party owes in all, if it is within the tolerance; else nothing (H3)."""
    owed = {line.line: line.open_with(party) for line in state.lines.values() if line.open_with(party)}
    if not 0 < sum(owed.values()) <= tolerance:
        return post(state, disposition="informational")
    return write_off(owed, state, account="small_balance", party=party, source_key=source_key)


def transfer_to_patient(
    line: str, amount: int, state: AccountState, *, payer: str, source_key: str, reason: str = ""
) -> Posting:
    """Make part of a payer's open balance the patient's, because the payer said PR and the consent was seen (J59).

    Raises ActRefused where the payer's answer does not make it the patient's (CO, PI, OA never do, B5), and for a
    qualified Medicare beneficiary (D3b).
    """
    known = state.lines[line]
    _assert_open(known, payer, amount)
    answer = known.standing_answer(payer)
    liable = answer.total("PR") - _moved_on(known, answer) if answer else 0
    if answer and not QMB_REMARKS.isdisjoint(answer.remarks):
        raise ActRefused("a qualified Medicare beneficiary owes no cost share: bill Medicaid, else write it off")
    if amount > liable:
        raise ActRefused(
            f"Only {dollars(max(liable, 0))} of it is patient responsibility (PR): what the payer put on the "
            "practice (CO, PI, OA) may not be billed to the patient; appeal it or write it off."
        )
    draft = Draft(state)
    draft.move(amount, to=(chart.PATIENT, known.patient), out_of=(chart.INSURANCE, payer), line=line)
    return post(state, *draft.transaction(source_key, "transfer_to_patient", memo=reason))


def placed_early_out(amounts: Mapping[str, int], state: AccountState, *, patient: str, source_key: str) -> Posting:
    """Place balances with an agency that stay on the books (J43)."""
    draft = Draft(state)
    for line, amount in amounts.items():
        _assert_open(state.lines[line], patient, amount)
        draft.move(amount, to=(chart.COLLECTIONS, patient), out_of=(chart.PATIENT, patient), line=line)
    return post(state, *draft.transaction(source_key, "placed_early_out"))


def recalled(state: AccountState, *, patient: str, source_key: str) -> Posting:
    """Take everything of a patient back from the agency."""
    draft = Draft(state)
    for line in state.lines.values():
        placed = line.open(chart.COLLECTIONS, patient)
        draft.move(placed, to=(chart.PATIENT, patient), out_of=(chart.COLLECTIONS, patient), line=line.line)
    return post(state, *draft.transaction(source_key, "recalled"))


def _moved_on(line: LineState, answer: Answer) -> int:
    """What of a payer's PR is, or was, the patient's or the next payer's already."""
    patients = sum(
        net
        for (account, party), net in line.balances.items()
        if party == line.patient
        and (account in (chart.PATIENT, chart.COLLECTIONS, chart.CREDITS) or CHART.is_adjustment(account))
    )
    to_payers = sum(e.net for e in answer.posted if e.account == chart.INSURANCE and e.party != answer.payer)
    return patients + to_payers


def _receivable(party: str) -> str:
    return chart.INSURANCE if party.startswith("payer:") else chart.PATIENT


def _assert_open(line: LineState, party: str, amount: int) -> None:
    if not 0 < amount <= line.open_with(party):
        raise ActRefused(f"{dollars(line.open_with(party))} is open, not {dollars(amount)}.")
