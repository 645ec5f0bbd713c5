"""What a person must do about money, and when the ledger shows that it is done."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import AccountState


class Work(Struct, frozen=True, omit_defaults=True):
    """One piece of work.  `amount` is the money at stake; `lines` the charge lines it covers; `party` whose it is."""

    kind: str
    amount: int = 0
    lines: tuple[str, ...] = ()
    party: str = ""
    claim: str = ""
    group: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    reference: str = ""
    note: str = ""

    @property
    def line(self) -> str | None:
        """The line, where it speaks of one only."""
        return self.lines[0] if len(self.lines) == 1 else None

    @property
    def carc(self) -> str:
        """ "CO-197"; empty where no reason code is behind it."""
        return f"{self.group}-{self.reason}" if self.reason else ""


OWNERS: dict[str, tuple[str, Literal["high", "normal", "low"]]] = {
    "denial": ("denial_specialist", "high"),
    "underpayment": ("denial_specialist", "high"),
    "bundling_review": ("coder", "normal"),
    "downcoding_review": ("coder", "high"),
    "full_write_off_review": ("denial_specialist", "high"),
    "duplicate_watch": ("biller", "normal"),
    "patient_liability_review": ("biller", "normal"),
    "qmb_review": ("biller", "high"),
    "qmb_refund_check": ("payment_poster", "high"),
    "unexplained_balance": ("payment_poster", "high"),
    "submit_secondary_claim": ("biller", "normal"),
    "submit_tertiary_claim": ("biller", "normal"),
    "submit_next_claim": ("biller", "normal"),
    "crossover_watch": ("biller", "normal"),
    "claim_forwarded_watch": ("biller", "normal"),
    "partial_adjudication": ("biller", "normal"),
    "submit_claim": ("biller", "normal"),
    "submit_corrected_claim": ("biller", "normal"),
    "claim_level_allocation_review": ("payment_poster", "low"),
    "line_match_review": ("payment_poster", "low"),
    "patient_responsibility_mismatch": ("payment_poster", "low"),
    "unidentified_payment": ("payment_poster", "high"),
    "unmatched_service_line": ("payment_poster", "high"),
    "unexpected_payer": ("payment_poster", "high"),
    "correction_without_reversal": ("payment_poster", "high"),
    "reversal_not_matched": ("payment_poster", "high"),
    "reversal_without_correction": ("payment_poster", "normal"),
    "takeback_review": ("payment_poster", "normal"),
    "payer_overpayment": ("payment_poster", "high"),
    "double_recoupment": ("payment_poster", "high"),
    "recoup_pending": ("payment_poster", "normal"),
    "unlinked_plb": ("payment_poster", "high"),
    "withheld_by_payer": ("manager", "normal"),
    "remittance_out_of_balance": ("payment_poster", "high"),
    "eft_mismatch": ("payment_poster", "high"),
    "eft_without_posted_era": ("payment_poster", "high"),
    "unposted_remainder": ("payment_poster", "high"),
    "patient_credit_review": ("payment_poster", "normal"),
    "disburse_refund": ("manager", "normal"),
    "statement_due": ("system", "normal"),
    "wrap_claim": ("biller", "normal"),
    "wrap_variance": ("manager", "normal"),
    "file_unclaimed_property": ("manager", "normal"),
    "drawer_variance": ("manager", "normal"),
    "privacy_check": ("manager", "normal"),
}
"""Who does it by default, and how urgent it is: a practice may say otherwise."""

_OPEN_LINES = frozenset(
    {
        "denial",
        "underpayment",
        "bundling_review",
        "downcoding_review",
        "full_write_off_review",
        "duplicate_watch",
        "patient_liability_review",
        "qmb_review",
        "unexplained_balance",
        "submit_secondary_claim",
        "submit_tertiary_claim",
        "submit_next_claim",
        "crossover_watch",
        "statement_due",
    }
)
_HELD: dict[str, tuple[str, ...]] = {
    "recoup_pending": (chart.RECOUP,),
    "unlinked_plb": (chart.SUSPENSE,),
    "double_recoupment": (chart.SUSPENSE,),
    "unidentified_payment": (chart.UNAPPLIED,),
    "unmatched_service_line": (chart.UNAPPLIED,),
    "unexpected_payer": (chart.UNAPPLIED,),
    "correction_without_reversal": (chart.UNAPPLIED,),
    "reversal_not_matched": (chart.UNAPPLIED,),
    "patient_credit_review": (chart.CREDITS,),
    "qmb_refund_check": (chart.CREDITS, "patient_refunds_payable"),
    "disburse_refund": ("payer_refunds_payable", "patient_refunds_payable"),
}


def shows_in_lines(kind: str) -> bool:
    """Whether the charge lines themselves tell that work of this kind is done."""
    return kind in _OPEN_LINES or kind == "partial_adjudication"


def is_settled(work: Work, state: AccountState) -> bool:
    """Is the money it speaks of gone from where it waited?  What the ledger cannot see is never settled here."""
    if work.kind in _OPEN_LINES:
        return all(state.lines[line].open_with(work.party) == 0 for line in work.lines if line in state.lines)
    if work.kind == "partial_adjudication":
        return all(state.lines[line].standing_answer(work.party) for line in work.lines if line in state.lines)
    if work.kind == "payer_overpayment":
        waiting = sum(state.of(chart.OVERPAYMENTS, work.party, line) for line in work.lines)
        return waiting + state.of("payer_refunds_payable", work.party) == 0
    if accounts := _HELD.get(work.kind):
        reference = work.reference or None
        return all(state.of(account, work.party, reference) == 0 for account in accounts)
    return False


def settled(open_work: Iterable[Work], state: AccountState) -> tuple[Work, ...]:
    """The open work that the books show to be done: close it, nobody need look."""
    return tuple(work for work in open_work if is_settled(work, state))
