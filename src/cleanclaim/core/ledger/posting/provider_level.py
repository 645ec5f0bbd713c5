"""PLB: money that is not one claim's.  Each amount goes where its code says, and what no rule explains to suspense."""

from collections.abc import Sequence

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work
from cleanclaim.core.remittance.value import ProviderAdjustment

INCOME = {
    "L6": "interest_income",
    "CT": "capitation_revenue",
    "BN": "incentive_income",
    "IP": "incentive_income",
    "LS": "incentive_income",
    "CV": "incentive_income",
    "CW": "incentive_income",
    "DM": "incentive_income",
    "GO": "incentive_income",
    "90": "prompt_pay_discount",
}
WITHHELD = frozenset({"IR", "LE", "WU", "AM", "SL", "E3"})
"""Kept for a third party or for later: not a loss on claims."""


def post_provider_adjustments(
    adjustments: Sequence[ProviderAdjustment], state: AccountState, *, payer: str, source: str
) -> Posting:
    """All PLB pairs of one 835, in order; a takeback settled by our refund (WO and 72) is information only (J36)."""
    posting = post(state)
    paired = _settled_by_refund(adjustments)
    for n, adjustment in enumerate(adjustments, start=1):
        if adjustment.amount and adjustment not in paired:
            key = f"{source}#PLB{adjustment.index or n}"
            posting = posting.then(post_provider_adjustment(adjustment, posting.state, payer=payer, source_key=key))
    return posting


def post_provider_adjustment(
    adjustment: ProviderAdjustment, state: AccountState, *, payer: str, source_key: str
) -> Posting:
    """One PLB pair.  Positive took money from the payment, negative gave it; neither is turned round."""
    draft, code, amount = Draft(state), adjustment.code, adjustment.amount
    cash = (chart.ERA, payer)
    work: list[Work] = []
    if code in ("WO", "FB") and amount < 0:
        draft.move(-amount, to=cash, out_of=(chart.RECOUP, payer), line=None)
        work.append(Work("recoup_pending", -amount, party=payer, reference=adjustment.reference))
    elif code in ("WO", "FB"):
        work += _recoup(draft, adjustment, payer)
    elif account := INCOME.get(code):
        draft.move(-amount, to=cash, out_of=(account, payer), line=None)
    else:
        draft.move(-amount, to=cash, out_of=(chart.SUSPENSE, payer), line=None)
        kind = "withheld_by_payer" if code in WITHHELD else "unlinked_plb"
        note = f"PLB {code}: an accountant decides" if code in WITHHELD else f"PLB {code} has no rule"
        work.append(Work(kind, abs(amount), party=payer, reference=adjustment.reference, note=note))
    transactions = draft.transaction(source_key, "provider_adjustment", reference=adjustment.reference)
    return post(state, *transactions, work=work)


def _recoup(draft: Draft, adjustment: ProviderAdjustment, payer: str) -> list[Work]:
    """Money taken back needs a liability of that payer and reference; the rest is unexplained (D8b, D9)."""
    cash, left = (chart.ERA, payer), adjustment.amount
    pending = min(left, max(draft.state.of(chart.RECOUP, payer, adjustment.reference), 0))
    draft.move(pending, to=(chart.RECOUP, payer), out_of=cash, line=None)
    left -= pending
    if adjustment.code == "WO":
        for line in _lines_paid_under(adjustment.reference, payer, draft.state):
            part = min(left, draft.owed_overpayment(payer, line))
            draft.move(part, to=(chart.OVERPAYMENTS, payer), out_of=cash, line=line)
            left -= part
    draft.move(left, to=(chart.SUSPENSE, payer), out_of=cash, line=None)
    return [Work("unlinked_plb", left, party=payer, reference=adjustment.reference)] if left else []


def _lines_paid_under(reference: str, payer: str, state: AccountState) -> list[str]:
    """Lines that this payer answered under a payer claim control number."""
    return [
        line.line
        for line in state.lines.values()
        if any(a.payer == payer and a.payer_claim_control_number == reference for a in line.answers)
    ]


def _settled_by_refund(adjustments: Sequence[ProviderAdjustment]) -> list[ProviderAdjustment]:
    """WO and 72 of one reference that cancel: the payer shows that our refund has come."""
    takebacks = [a for a in adjustments if a.code == "WO" and a.amount > 0]
    refunds = [a for a in adjustments if a.code == "72" and a.amount < 0]
    pairs = [(w, r) for w in takebacks for r in refunds if (w.reference, w.amount) == (r.reference, -r.amount)]
    return [a for pair in pairs for a in pair]
