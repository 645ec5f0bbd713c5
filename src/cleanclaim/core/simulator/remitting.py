"""A payer's run becomes one remittance: its claims, what is kept back or added for the provider, the total."""

from datetime import date, timedelta

from msgspec import Struct, structs

from cleanclaim.core.claim.value import Adjustment, Person
from cleanclaim.core.remittance.balance import prove
from cleanclaim.core.remittance.value import (
    ClaimPayment,
    Contact,
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    ServicePayment,
)
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.state import Answered, Debt, Repeated, Route, Settled, State

_AGED = timedelta(days=30)
_A_WEEK = timedelta(days=7)
_WRONG_BY = 1000  # cents
Pair = tuple[str, str, int]  # PLB03-1, PLB03-2, cents


class Run(Struct, frozen=True):
    """One payer's pay day for one payee."""

    payer: SimPayer
    payee: Payee
    on: date
    route: Route

    @property
    def debtor(self) -> str:
        return f"{self.payer.payer_id}|{self.payee.npi or self.payee.tax_id}"


def remit(state: State, run: Run, settled: list[Settled]) -> Remittance:
    """The remittance, proven; only `out_of_balance_835` breaks it afterwards, and only when its rate says so."""
    state.trace_number += 1
    trace = f"{run.payer.payer_id}{state.trace_number:07d}"
    claims = tuple(payment for one in settled for payment in one.payments)
    if _draws(state, "era_unknown_claim", run, trace):
        claims += (_unknown_claim(state, trace, run),)
    pairs = [pair for one in settled for pair in one.provider_adjustments]
    total = sum(claim.paid for claim in claims) - sum(amount for _, _, amount in pairs)
    carried = _carried(state, run, trace, total)
    total -= sum(amount for _, _, amount in carried)
    recovered = _recovered(state, run, trace, total)
    remittance = prove(_remittance(run, trace, claims, [*pairs, *carried, *recovered]))
    if _draws(state, "duplicate_835", run, trace):
        state.repeated.append(Repeated(run.on + _A_WEEK, remittance, run.route))
    if _draws(state, "out_of_balance_835", run, trace):
        return structs.replace(remittance, amount=remittance.amount + _WRONG_BY)
    return remittance


def _remittance(run: Run, trace: str, claims: tuple[ClaimPayment, ...], pairs: list[Pair]) -> Remittance:
    """An 835 without money is for information: H and NON."""
    amount = sum(claim.paid for claim in claims) - sum(amount for _, _, amount in pairs)
    payer = run.payer
    year_end = date(run.on.year, 12, 31)
    return Remittance(
        amount=amount,
        method="ACH" if amount else "NON",
        trace_number=trace,
        paid_on=run.on,
        payment_format="CCP" if amount else "",
        payer=Payer(
            name=payer.name,
            payer_id=payer.payer_id,
            address=payer.address,
            contacts=(Contact("BL", "PROVIDER SERVICES", (("TE", payer.phone),) if payer.phone else ()),),
        ),
        payee=run.payee,
        originator=payer.originator,
        handling="I" if amount else "H",
        production_on=run.on,
        claims=claims,
        provider_adjustments=tuple(
            ProviderAdjustment(code, cents, reference, run.payee.npi or run.payee.tax_id, year_end)
            for code, reference, cents in pairs
        ),
    )


def _carried(state: State, run: Run, trace: str, total: int) -> list[Pair]:
    """FB: a total below zero is lifted to zero and owed; what is owed is kept from the next totals above zero."""
    if total < 0:
        state.debts.setdefault(run.debtor, []).append(Debt(-total, trace))
        return [("FB", trace, total)]
    pairs, open_debts = [], []
    for debt in state.debts.get(run.debtor, []):
        kept = min(debt.amount, total)
        total -= kept
        if kept:
            pairs.append(("FB", debt.reference, kept))
        if debt.amount > kept:
            open_debts.append(Debt(debt.amount - kept, debt.reference))
    if run.debtor in state.debts:
        state.debts[run.debtor] = open_debts
    return pairs


def _recovered(state: State, run: Run, trace: str, total: int) -> list[Pair]:
    """WO: a quarter of an older payment is kept back, named by its control number and without a reversal."""
    if total <= 0 or not _draws(state, "overpayment_wo", run, trace):
        return []
    older = [answered for answered in state.answered.values() if _may_be_recovered(answered, run)]
    if not older:
        return []
    answered = chance.pick(older, state.seed, "overpayment", trace)
    amount = min(total, answered.paid // 4)
    return [("WO", answered.accepted.control_number, amount)] if amount else []


def _may_be_recovered(answered: Answered, run: Run) -> bool:
    accepted = answered.accepted
    billing = accepted.claim.billing
    same = accepted.payer_id == run.payer.payer_id and billing.npi == run.payee.npi
    return same and not answered.is_reversed and answered.paid > 0 and answered.paid_on <= run.on - _AGED


def _draws(state: State, quirk: str, run: Run, trace: str) -> bool:
    return chance.happens(rate(run.payer, quirk), state.seed, quirk, trace)


def _unknown_claim(state: State, trace: str, run: Run) -> ClaimPayment:
    """A claim of some other practice, or of the system before ours."""
    served_on = run.on - timedelta(days=30 + chance.below(300, state.seed, "unknown", trace))
    line = ServicePayment(
        charge=12_000,
        paid=8_000,
        procedure="99213",
        units="1",
        service_from=served_on,
        adjustments=(Adjustment("CO", "45", 4_000),),
    )
    return ClaimPayment(
        patient_control_number="0",
        status="1",
        charge=line.charge,
        paid=line.paid,
        filing_code=run.payer.filing_code,
        payer_claim_control_number=f"X{trace}",
        facility_code="11",
        frequency="1",
        patient=Person(last_name="DOE", first_name="JANE", member_id=f"U{trace[-7:]}99"),
        lines=(line,),
        service_from=served_on,
        service_to=served_on,
    )
