"""Events of patient money in a case."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting import adjustments, deposits, receipts, returned
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.replay.cases import Event
from cleanclaim.core.ledger.replay.world import BANK, PATIENT, PROCESSOR, SITE, World

MONEY = {
    "cash": (chart.DRAWER, SITE),
    "check": (chart.DRAWER, SITE),
    "card": (chart.CARD, PROCESSOR),
}


def patient_payment(world: World, event: Event) -> Posting:
    """Pays oldest first, unless it is a copay before the visit, meant for one line, or a family's."""
    payer = event.get("guarantor") or event.get("payer") or PATIENT
    amount, key = event["amount"], world.key
    world.encounter = event.get("appointment", world.encounter)
    waits = event.get("purpose") == "copay" or "guarantor" in event
    chosen = (
        [(event["intended"], world.state.lines[event["intended"]].open_with(payer))] if "intended" in event else None
    )
    posting = receipts.patient_receipt(
        world.state,
        patient=payer,
        amount=amount,
        money=MONEY[event["method"]],
        source_key=key,
        chosen=() if waits else chosen,
        earmark=event.get("appointment", ""),
    )
    if "guarantor" in event:
        return posting.then(_family(posting, payer, key))
    if "policy" in event:
        return posting.then(_prompt_pay(posting, payer, key))
    if any(line.parties(chart.COLLECTIONS) for line in posting.state.lines.values()):
        recall = adjustments.recalled(posting.state, patient=payer, source_key=f"{key}:recall")
        paid = receipts.credit_applied(recall.state, patient=payer, source_key=f"{key}:apply")
        return posting.then(recall).then(paid)
    return posting


def _family(posting: Posting, payer: str, key: str) -> Posting:
    family = list(dict.fromkeys(line.patient for line in posting.state.lines.values()))
    return receipts.credit_applied(posting.state, patient=payer, source_key=f"{key}:apply", for_patients=family)


def _prompt_pay(posting: Posting, patient: str, key: str) -> Posting:
    rest = {line.line: line.open_with(patient) for line in posting.state.lines.values()}
    return adjustments.write_off(
        rest, posting.state, account="prompt_pay_discount", party=patient, source_key=f"{key}:discount"
    )


def credit_applied(world: World, event: Event) -> Posting:
    chosen = [(event["to"], event["amount"])]
    return receipts.credit_applied(world.state, patient=PATIENT, source_key=world.key, chosen=chosen)


def payment_moved(world: World, event: Event) -> Posting:
    return returned.receipt_moved(
        world.receipts[-1], world.state, owner=event["from_"], to=event["to"], source_key=world.key
    )


def check_returned(world: World, event: Event) -> Posting:
    bank, key = (chart.BANK, BANK), world.key
    posting = returned.receipt_returned(
        world.receipts[-1], world.state, patient=PATIENT, money=bank, source_key=f"nsf:{key}"
    )
    fee = {"account": "bank_fees", "party": BANK, "money": bank, "amount": event["bank_fee"]}
    posting = posting.then(deposits.fee_charged(posting.state, source_key=f"nsf_bankfee:{key}", **fee))
    fee = {
        "account": "fees_receivable",
        "party": PATIENT,
        "money": ("fee_income", PATIENT),
        "amount": event["patient_fee"],
    }
    return posting.then(deposits.fee_charged(posting.state, source_key=f"nsf_fee:{key}", **fee))


def chargeback(world: World, event: Event) -> Posting:
    card, key = (chart.CARD, PROCESSOR), world.key
    posting = returned.receipt_returned(world.receipts[-1], world.state, patient=PATIENT, money=card, source_key=key)
    fee = {"account": "merchant_fees", "party": PROCESSOR, "money": card, "amount": event["fee"]}
    return posting.then(deposits.fee_charged(posting.state, source_key=f"{key}:fee", **fee))
