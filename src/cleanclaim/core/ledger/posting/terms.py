"""What is agreed with a payer, and what its adjustment reasons therefore mean to us."""

from collections.abc import Iterable

from msgspec import Struct

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.state import Answer, LineState

QMB_REMARKS = frozenset({"N781", "N782", "N783"})
CONTRACTUAL = "contractual_adjustments"
_SHARES = frozenset({"1", "2", "3"})  # deductible, coinsurance, copay
_BUNDLED = frozenset({"97", "234", "236"})


class Terms(Struct, frozen=True, omit_defaults=True):
    """`allowed` is the contract's allowed amount by line, where a contract is known.

    `holds_variance`: an underpayment stays open instead of vanishing in the contractual write-off.
    """

    contracted: bool = True
    capitated: bool = False
    qmb: bool = False
    holds_variance: bool = True
    allowed: dict[str, int] = {}


class Sorted(Struct, frozen=True):
    """The adjustments of one answer by what happens to them.

    `written_off` posts by itself, each with its account; `share` moves to the next party; `reviewed` (PR) and `left`
    (CO, OA, PI, CR) stay open with the payer until a person decides.
    """

    written_off: tuple[tuple[str, int], ...] = ()
    share: int = 0
    reviewed: tuple[Adjustment, ...] = ()
    left: tuple[Adjustment, ...] = ()
    is_walled: bool = False


def is_qmb(answer: Answer, terms: Terms) -> bool:
    """May the cost share never reach the patient (D3b)?"""
    says_so = not QMB_REMARKS.isdisjoint(answer.remarks)
    return terms.qmb or says_so or any((a.group, a.reason) == ("OA", "209") for a in answer.adjustments)


def sort_adjustments(answer: Answer, line: LineState, terms: Terms) -> Sorted:
    """Read each CAS with the whitelist (D2) and the rules of its group; OA-23 of a later payer says nothing new."""
    is_primary = line.payers[:1] == (answer.payer,)
    walled = is_qmb(answer, terms)
    written_off: list[tuple[str, int]] = []
    reviewed: list[Adjustment] = []
    left: list[Adjustment] = []
    share = 0
    for a in answer.adjustments:
        if (a.group, a.reason) == ("OA", "23") and not is_primary:
            continue
        if _is_share(a, terms, walled):
            share += a.amount
        elif a.group == "PR":
            reviewed.append(a)
        elif account := _automatic(a, answer, is_primary, terms):
            written_off.append((account, a.amount))
        else:
            left.append(a)
    return Sorted(tuple(written_off), max(share, 0), tuple(reviewed), tuple(left), walled)


def _is_share(a: Adjustment, terms: Terms, walled: bool) -> bool:
    if a.group == "PR":
        return a.reason in _SHARES or (a.reason == "100" and not terms.contracted)
    return walled and (a.group, a.reason) == ("OA", "209")


def _automatic(a: Adjustment, answer: Answer, is_primary: bool, terms: Terms) -> str | None:
    """The account that takes this amount without a person; capitation needs its contract, and a contractual of the
    whole charge with nothing paid is a denial in disguise.  A payment above the charge (94, negative: a case rate)
    is the contract's too."""
    if a.reason == "94" and a.amount < 0:
        return CONTRACTUAL
    account = CHART.account_for(a.group, a.reason)
    if account is None or (account.id == "capitation_adjustments" and not terms.capitated):
        return None
    if account.id == CONTRACTUAL and is_primary and a.amount == answer.charge > 0 and not answer.paid:
        return None
    return account.id


def variance(answer: Answer, line: LineState, sorted_: Sorted, terms: Terms) -> int:
    """Cents by which the contractual adjustment goes below the contract's allowed amount (J49); never negative."""
    expected = terms.allowed.get(answer.line)
    if expected is None or not terms.holds_variance or line.payers[:1] != (answer.payer,):
        return 0
    contractual = sum(amount for account, amount in sorted_.written_off if account == CONTRACTUAL)
    return max(0, min(contractual, expected - (answer.charge - contractual)))


def kind_of_work(a: Adjustment, answer: Answer) -> str:
    """What sort of work an amount left open is."""
    if a.group == "PR":
        return "patient_liability_review"
    if a.reason in _BUNDLED:
        return "bundling_review"
    if a.reason == "150" and answer.procedure_submitted not in ("", answer.procedure):
        return "downcoding_review"
    if (a.group, a.reason) == ("OA", "18"):
        return "duplicate_watch"
    if CHART.account_for(a.group, a.reason) and a.reason != "24":
        return "full_write_off_review"
    return "denial"


def total(adjustments: Iterable[Adjustment]) -> int:
    """Sum of the positive amounts."""
    return sum(max(a.amount, 0) for a in adjustments)
