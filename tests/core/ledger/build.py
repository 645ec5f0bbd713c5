"""A ledger account in a few words, for the tests."""

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger.matching import BilledLine, match_lines
from cleanclaim.core.ledger.posting import charges, receipts
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.remittance import post_remittance
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.ledger.state import AccountState, LineState
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment

AET, TRI, MCD, P1 = "payer:AET", "payer:TRI", "payer:MCD", "patient:P1"


def an_account(*amounts: int, payers: tuple[str, ...] = (AET,)) -> AccountState:
    """Lines L1, L2 … of one claim, charged."""
    lines = [LineState(f"L{n}", cents, P1, payers) for n, cents in enumerate(amounts, start=1)]
    return charges.charge_posted(lines, AccountState(), source_key="charge").state


def a_line(paid: int, charge: int = 20000, line: str = "L1", **cas: int) -> ServicePayment:
    """``a_line(9600, CO45=8000, PR2=2400)``; a negative amount is written as it is."""
    adjustments = tuple(Adjustment(name[:2], name[2:], amount) for name, amount in cas.items())
    return ServicePayment(charge, paid, procedure="99214", line_control_number=line, adjustments=adjustments)


def an_answer(
    key: str,
    *lines: ServicePayment,
    state: AccountState,
    payer: str = AET,
    status: str = "1",
    number: str = "",
    remarks: tuple[str, ...] = (),
    terms: Terms = Terms(),
) -> AnsweredClaim:
    """A CLP of claim C1 with these service lines, matched; `number` is the payer's claim control number."""
    answer = ClaimPayment(
        patient_control_number="C1",
        status=status,
        charge=sum(line.charge for line in lines),
        paid=sum(line.paid for line in lines),
        payer_claim_control_number=number,
        lines=lines,
        remarks=remarks,
    )
    billed = [BilledLine(x.line, "99214", charge=x.charge, control_number=x.line) for x in state.lines.values()]
    return AnsweredClaim(answer, match_lines(answer, billed), payer, key, terms)


def a_reversal(
    key: str, paid: int, charge: int = 20000, *, state: AccountState, payer: str = AET, **cas: int
) -> AnsweredClaim:
    """The reversal of ``a_line(paid, charge, **cas)``: give the original's amounts."""
    negated = {name: -amount for name, amount in cas.items()}
    return an_answer(key, a_line(-paid, -charge, **negated), state=state, payer=payer, status="22")


def post(
    state: AccountState,
    *claims: AnsweredClaim,
    plb: tuple[tuple[str, int, str], ...] = (),
    source: str = "835:F",
    payer: str = AET,
) -> Posting:
    """One balanced 835 of these claims."""
    adjustments = tuple(ProviderAdjustment(code, amount, reference) for code, amount, reference in plb)
    amount = sum(c.answer.paid for c in claims) - sum(a.amount for a in adjustments)
    remittance = Remittance(
        amount, "ACH", "TRN", None, claims=tuple(c.answer for c in claims), provider_adjustments=adjustments
    )
    return post_remittance(remittance, claims, state, payer=payer, source=source)


def pay(state: AccountState, amount: int, key: str = "receipt") -> Posting:
    """The patient pays by card, oldest first."""
    money = ("card_clearing", "processor:X")
    return receipts.patient_receipt(state, patient=P1, amount=amount, money=money, source_key=key)


def open_amounts(state: AccountState, line: str = "L1") -> dict[str, int]:
    """What is open on a line, by party."""
    known = state.lines[line]
    return {**known.parties("ar_insurance"), **known.parties("ar_patient")}


def kinds(posting: Posting) -> list[str]:
    return [work.kind for work in posting.work]
