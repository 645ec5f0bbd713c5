"""Events of charges and payers in a case: which posting function each is, and with which values."""

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.matching import BilledLine, Match, MatchedLine, match_lines
from cleanclaim.core.ledger.posting import charges, paper
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.remittance import post_remittance, release_held
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.ledger.replay.cases import Event
from cleanclaim.core.ledger.replay.remittances import billed_lines, payers_in_order, remittance_of
from cleanclaim.core.ledger.replay.world import PATIENT, World
from cleanclaim.core.ledger.state import LineState
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment


def charge_entry(world: World, event: Event) -> Posting:
    lines = []
    for line in event["lines"]:
        who = line["responsible"]
        insured = who.startswith("payer:")
        lines.append(
            LineState(
                line["line"],
                line["charge"],
                PATIENT if insured else who,
                payers_in_order(world.case, who) if insured else (),
                encounter=world.encounter,
            )
        )
    return charges.charge_posted(lines, world.state, source_key=world.key)


def charge_void(world: World, event: Event) -> Posting:
    return charges.charge_voided(event["line"], world.state, source_key=world.key)


def charge_replace(world: World, event: Event) -> Posting:
    old = world.state.lines[event["old"]]
    new = LineState(event["new"], event["charge"], old.patient, old.payers, encounter=old.encounter)
    return charges.charge_replaced(event["old"], new, world.state, source_key=world.key)


def coverage_added(world: World, event: Event) -> Posting:
    payers = payers_in_order(world.case, event["payer"])
    return charges.coverage_added(event["line"], payers, world.state, source_key=world.key)


def era_835(world: World, event: Event) -> Posting:
    """Once by file and once by payment (E1, E2); then each claim matched and the whole posted."""
    remittance = remittance_of(event)
    payment = (
        event["payer"],
        remittance.trace_number,
        remittance.amount,
        remittance.claims if not remittance.amount else 0,
    )
    if event["file_hash"] in world.seen or payment in world.seen:
        return post(world.state, disposition="informational")
    source = f"835:{event['file_hash']}"
    claims = [_answered(world, event, claim, source) for claim in remittance.claims]
    _assert_matched_as_written(event, claims)
    posting = post_remittance(remittance, claims, world.state, payer=event["payer"], source=source)
    if posting.transactions or posting.disposition != "held":
        world.seen |= {event["file_hash"], payment}
        world.posted_amounts[remittance.trace_number] = remittance.amount
    if "pps_rate" in event:
        paid = sum(claim.paid for claim in remittance.claims)
        wrap = {"payer": "payer:STATE", "rate": event["pps_rate"], "paid": paid}
        key = f"wrap:{remittance.claims[0].patient_control_number}"
        posting = posting.then(paper.wrap_accrued(posting.state, source_key=key, **wrap))
    return posting


def _answered(world: World, event: Event, claim: ClaimPayment, source: str) -> AnsweredClaim:
    billed = billed_lines(world.case, claim.patient_control_number, world.state)
    key = f"{source}#CLP{claim.index}"
    answered = AnsweredClaim(claim, match_lines(claim, billed), event["payer"], key, _terms(world, event))
    world.claims[key] = answered
    return answered


def _terms(world: World, event: Event) -> Terms:
    """A case with a capitation payment has the contract; one whose payer pays the patient (PR-100) has none."""
    events = [step.event for step in world.case.steps]
    capitated = any(e["type"] == "capitation_payment" and e["payer"] == event["payer"] for e in events)
    reasons = {(a[0], str(a[1])) for c in event["claims"] for s in c["svc"] for a in s["cas"]}
    return Terms(
        contracted=("PR", "100") not in reasons, capitated=capitated, allowed=event.get("contract_allowed", {})
    )


def _assert_matched_as_written(event: Event, claims: list[AnsweredClaim]) -> None:
    for written, claim in zip(event["claims"], claims, strict=True):
        for n, service in enumerate(written["svc"]):
            found = claim.match.line_of(n)
            assert found == service["line"], f"{claim.claim} service {n} matched {found}, not {service['line']}"


def released(world: World, event: Event) -> Posting:
    """A person names the line of a held answer."""
    held, line = world.claims[event["source"]], event["line"]
    known = world.state.lines[line]
    billed = (BilledLine(line, charge=known.charge),)
    claim = AnsweredClaim(
        held.answer, Match((MatchedLine(0, line, "person"),), billed=billed), held.payer, held.source_key, held.terms
    )
    return release_held(claim, world.state)


def paper_eob(world: World, event: Event) -> Posting:
    """A check with its EOB: the allowed amount is paid, the rest of the charge is contractual."""
    line = world.state.lines[event["line"]]
    paid, check = event["eob_total"], event["check_no"]
    cas = (Adjustment("CO", "45", line.charge - event["allowed"]),)
    service = ServicePayment(line.charge, paid, adjustments=cas)
    answer = ClaimPayment("", "1", line.charge, paid, lines=(service,))
    match = Match((MatchedLine(0, line.line, "procedure"),), billed=(BilledLine(line.line, charge=line.charge),))
    claim = AnsweredClaim(answer, match, event["payer"], f"lockbox:{check}:{line.line}", cash=chart.LOCKBOX)
    return paper.post_paper_eob(claim, world.state, check_amount=event["check_amount"], check_number=str(check))
