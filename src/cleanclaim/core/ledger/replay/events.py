"""What each type of event in a case means; decisions, deposits and refunds are here, the rest beside."""

from collections.abc import Callable

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import adjustments, deposits, paper, refunds
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.replay import claim_events, patient_events
from cleanclaim.core.ledger.replay.cases import Event
from cleanclaim.core.ledger.replay.world import AGENCY, BANK, PATIENT, PROCESSOR, World

NOT_MONEY = frozenset(
    {
        "plan_created",
        "plan_instalment_missed",
        "payment_declined",
        "adjustment_requested",
        "bankruptcy_notice",
        "ppdr_opened",
        "period_close",
    }
)


def writeoff_approved(world: World, event: Event) -> Posting:
    """The account is the one a reviewer of the line's open reason would choose."""
    line = next(x for x in world.state.lines.values() if event.get("line") in (None, x.line))
    party = next(iter(line.parties(chart.INSURANCE)))
    answer = line.standing_answer(party)
    reviewed = [
        a for cas in (answer.adjustments if answer else ()) if (a := CHART.reviewed_account_for(cas.group, cas.reason))
    ]
    account = reviewed[0].id if reviewed else "denial_writeoff"
    return adjustments.write_off(
        {line.line: event["amount"]}, world.state, account=account, party=party, source_key=world.key
    )


def patient_write_off(account: str) -> "Handler":
    """A decision that takes what a patient owes down: by an amount, to an amount, or all of it."""

    def handler(world: World, event: Event) -> Posting:
        lines = (
            event.get("lines") or [event["line"]] if "line" in event or "lines" in event else list(world.state.lines)
        )
        amounts = {}
        for line in lines:
            owed = world.state.lines[line].open_with(PATIENT)
            remains = event.get("patient_owes", event.get("amount_due"))
            amounts[line] = owed - remains if remains is not None else event.get("amount", owed)
        name = account or _requested_account(world)
        return adjustments.write_off(amounts, world.state, account=name, party=PATIENT, source_key=world.key)

    return handler


def _requested_account(world: World) -> str:
    events = [step.event for step in world.case.steps]
    return next(str(e["account"]) for e in events if e["type"] == "adjustment_requested")


def transfer_refused(world: World, event: Event) -> Posting:
    """The case says that this must be refused; if it is not, the posting shows."""
    line = world.state.lines[event["line"]]
    payer = next(iter(line.parties(chart.INSURANCE)))
    try:
        return adjustments.transfer_to_patient(
            line.line, event["amount"], world.state, payer=payer, source_key=world.key
        )
    except ActRefused:
        return post(world.state, disposition="informational")


def patient_liability_confirmed(world: World, event: Event) -> Posting:
    line = world.state.lines[event["line"]]
    payer, amount = next(iter(line.parties(chart.INSURANCE).items()))
    return adjustments.transfer_to_patient(line.line, amount, world.state, payer=payer, source_key=world.key)


def small_balance_job(world: World, event: Event) -> Posting:
    return adjustments.small_balance(world.state, party=PATIENT, tolerance=event["tolerance"], source_key=world.key)


def placed_early_out(world: World, event: Event) -> Posting:
    amounts = {event["line"]: event["amount"]}
    return adjustments.placed_early_out(amounts, world.state, patient=PATIENT, source_key=world.key)


def agency_remittance(world: World, event: Event) -> Posting:
    return deposits.agency_remitted(
        world.state, gross=event["gross"], fee=event["fee"], patient=PATIENT, agency=AGENCY, source_key=world.key
    )


def bank_deposit(world: World, event: Event) -> Posting:
    trace = event["trn02"]
    expected = world.posted_amounts.get(trace)
    return deposits.bank_deposit(
        world.state,
        payer=event["payer"],
        amount=event["amount"],
        expected=expected,
        source_key=world.key,
        trace_number=trace,
    )


def drawer_deposit(world: World, event: Event) -> Posting:
    return deposits.drawer_deposit(world.state, amount=event["amount"], source_key=world.key)


def drawer_close(world: World, event: Event) -> Posting:
    return deposits.drawer_counted(
        world.state, expected=event["expected"], counted=event["counted"], source_key=world.key
    )


def lockbox_deposit(world: World, event: Event) -> Posting:
    payer = next(e.event["payer"] for e in world.case.steps if "payer" in e.event)
    return deposits.lockbox_deposit(world.state, payer=payer, amount=event["amount"], source_key=world.key)


def card_settlement(world: World, event: Event) -> Posting:
    """A batch of chargebacks takes the fee that the chargeback notice has posted already."""
    gross, fee = event["gross"], event["fee"]
    if gross < 0:
        gross, fee = event["net"], 0
    return deposits.card_settlement(world.state, gross=gross, fee=fee, source_key=world.key)


def virtual_card_run(world: World, event: Event) -> Posting:
    payer = world.case.remittances[0]["payer"]
    return deposits.virtual_card_run(
        world.state, payer=payer, amount=event["amount"], fee=event["fee"], source_key=f"vcc:{event['trn02']}"
    )


def refund_approved(world: World, event: Event) -> Posting:
    return refunds.refund_approved(world.state, party=event["party"], amount=event["amount"], source_key=world.key)


def refund_disbursed(world: World, event: Event) -> Posting:
    party = next(p for (account, p, _) in world.state.held if account.endswith("refunds_payable"))
    money = (chart.CARD, PROCESSOR) if event["method"] == "card_refund" else (chart.BANK, BANK)
    return refunds.refund_paid(world.state, party=party, amount=event["amount"], money=money, source_key=world.key)


def escheat(world: World, event: Event) -> Posting:
    to = f"state:{event['state']}"
    return refunds.escheated(world.state, party=PATIENT, to=to, amount=event["amount"], source_key=world.key)


def capitation_payment(world: World, event: Event) -> Posting:
    return paper.capitation_received(world.state, payer=event["payer"], amount=event["amount"], source_key=world.key)


def wrap_settlement(world: World, event: Event) -> Posting:
    return paper.wrap_settled(
        world.state,
        payer="payer:STATE",
        paid=event["paid"],
        disallowed=event["disallowed"],
        source_key=world.key,
    )


Handler = Callable[[World, Event], Posting]
EVENTS: dict[str, Handler] = {
    "adjustment_approved": patient_write_off(""),
    "agency_remittance": agency_remittance,
    "bad_debt_approved": patient_write_off("bad_debt"),
    "bank_deposit": bank_deposit,
    "bankruptcy_discharge": patient_write_off("bankruptcy_writeoff"),
    "capitation_payment": capitation_payment,
    "card_settlement": card_settlement,
    "charge_entry": claim_events.charge_entry,
    "charge_replace": claim_events.charge_replace,
    "charge_void": claim_events.charge_void,
    "chargeback": patient_events.chargeback,
    "check_returned": patient_events.check_returned,
    "coverage_added": claim_events.coverage_added,
    "credit_applied": patient_events.credit_applied,
    "drawer_close": drawer_close,
    "drawer_deposit": drawer_deposit,
    "era_835": claim_events.era_835,
    "escheat": escheat,
    "identify_payment": claim_events.released,
    "line_matched": claim_events.released,
    "lockbox_deposit": lockbox_deposit,
    "paper_eob": claim_events.paper_eob,
    "patient_liability_confirmed": patient_liability_confirmed,
    "patient_payment": patient_events.patient_payment,
    "payment_moved": patient_events.payment_moved,
    "placed_early_out": placed_early_out,
    "ppdr_determination": patient_write_off("self_pay_discount"),
    "refund_approved": refund_approved,
    "refund_disbursed": refund_disbursed,
    "sliding_fee_applied": patient_write_off("sliding_fee"),
    "small_balance_job": small_balance_job,
    "transfer_to_patient_requested": transfer_refused,
    "virtual_card_run": virtual_card_run,
    "wrap_settlement": wrap_settlement,
    "writeoff_approved": writeoff_approved,
}
"""Every event that may move money.  NOT_MONEY never does."""
