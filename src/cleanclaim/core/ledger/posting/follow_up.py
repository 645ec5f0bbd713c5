"""What follows from a posted claim: the next payer, the next statement, what is still unanswered."""

from collections.abc import Iterable, Sequence

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.service_line import Routed
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work

CROSSED_OVER = frozenset({"19", "20", "21"})
_SUBMIT = {1: "submit_secondary_claim", 2: "submit_tertiary_claim"}


def claim_work(claim: AnsweredClaim, routed: Sequence[Routed], state: AccountState) -> list[Work]:
    """All that one answered claim leaves to do beside its open amounts."""
    return [
        *_next_payers(claim, routed, state),
        *_unanswered(claim, state),
        *_doubts(claim),
        *_refunds_to_qmb(claim, routed, state),
    ]


def statements_due(lines: Iterable[str], state: AccountState) -> list[Work]:
    """What patients owe on these lines once waiting credits are applied, one work item a patient."""
    owed: dict[str, dict[str, int]] = {}
    for line in lines:
        for party, amount in state.lines[line].parties(chart.PATIENT).items():
            owed.setdefault(party, {})[line] = amount
    return [Work("statement_due", sum(by.values()), tuple(by), party) for party, by in owed.items()]


def _next_payers(claim: AnsweredClaim, routed: Sequence[Routed], state: AccountState) -> list[Work]:
    work = []
    for party in dict.fromkeys(r.party for r in routed if r.party.startswith("payer:")):
        lines = tuple(r.line for r in routed if r.party == party)
        rank = state.lines[lines[0]].payers.index(party)
        kind = "crossover_watch" if claim.answer.status in CROSSED_OVER else _SUBMIT.get(rank, "submit_next_claim")
        amount = sum(r.amount for r in routed if r.party == party)
        work.append(Work(kind, amount, lines, party, claim=claim.claim))
    return work


def _unanswered(claim: AnsweredClaim, state: AccountState) -> list[Work]:
    """Billed lines this payer has not spoken of yet: the claim is not finished (J23)."""
    missing = [
        line
        for line in claim.match.unanswered
        if not any(a.payer == claim.payer for a in state.lines[line].answers)
        and state.lines[line].open_with(claim.payer)
    ]
    if not missing:
        return []
    amount = sum(state.lines[line].open_with(claim.payer) for line in missing)
    return [Work("partial_adjudication", amount, tuple(missing), claim.payer, claim=claim.claim)]


def _doubts(claim: AnsweredClaim) -> list[Work]:
    """Posted, but by our own reading: shared-out amounts, a line found by its charge, a PR total that is not CLP05."""
    work = []
    if claim.match.is_claim_level or claim.answer.adjustments:
        work.append(Work("claim_level_allocation_review", claim.answer.paid, party=claim.payer, claim=claim.claim))
    if weak := tuple(m.line for m in claim.match.matched if m.by == "charge"):
        work.append(Work("line_match_review", lines=weak, party=claim.payer, claim=claim.claim))
    if above := _share_above_charge(claim):
        note = "the PR adjustments are more than the charge; no more than was open was passed on"
        work.append(Work("patient_responsibility_mismatch", above, claim=claim.claim, note=note))
    shown = claim.answer.patient_responsibility
    summed = sum(a.amount for a in claim.answer.all_adjustments if a.group == "PR")
    if shown is not None and shown != summed:
        note = "CLP05 is not the sum of the PR adjustments; the adjustments were posted (C5)"
        work.append(Work("patient_responsibility_mismatch", abs(shown - summed), claim=claim.claim, note=note))
    return work


def _share_above_charge(claim: AnsweredClaim) -> int:
    parts = claim.answer.lines or (claim.answer,)
    shares = [(part.charge, sum(a.amount for a in part.adjustments if a.group == "PR")) for part in parts]
    return sum(max(share - charge, 0) for charge, share in shares)


def _refunds_to_qmb(claim: AnsweredClaim, routed: Sequence[Routed], state: AccountState) -> list[Work]:
    """A QMB patient owes nothing: money already taken for it goes back (J67)."""
    patients = dict.fromkeys(state.lines[r.line].patient for r in routed if r.is_walled)
    return [
        Work("qmb_refund_check", held, party=patient, claim=claim.claim)
        for patient in patients
        if (held := state.of(chart.CREDITS, patient))
    ]
