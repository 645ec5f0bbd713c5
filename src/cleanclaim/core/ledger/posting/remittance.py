"""A payer's answer is posted: claim by claim, a reversal with its correction as one unit, all of it or none.

post_remittance                a whole 835: units of claims, then the provider adjustments
post_claim_payment             one CLP
post_reversal                  a reversal alone
post_reversal_and_correction   a reversal and what replaces it, one transaction (D6)
release_held                   a person has found where a held CLP belongs: undo the parking and post it
"""

from collections import defaultdict
from collections.abc import Sequence

from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.provider_level import post_provider_adjustments
from cleanclaim.core.ledger.posting.release import post_unit, release
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work
from cleanclaim.core.remittance.value import Remittance


def post_remittance(
    remittance: Remittance, claims: Sequence[AnsweredClaim], state: AccountState, *, payer: str, source: str
) -> Posting:
    """Post one ST-SE.  `claims` are the remittance's claims in its order, matched; `source` is "835:<file>".

    Nothing posts when BPR02 is not the claims less the provider adjustments (C3, C10).
    """
    if difference := out_of_balance(remittance):
        work = Work("remittance_out_of_balance", abs(difference), party=payer, reference=remittance.trace_number)
        return post(state, work=[work], disposition="held")
    posting = post(state)
    for reversals, answers in units(claims):
        posting = posting.then(post_unit(reversals, answers, posting.state))
    adjustments = remittance.provider_adjustments
    return posting.then(post_provider_adjustments(adjustments, posting.state, payer=payer, source=source))


def post_claim_payment(claim: AnsweredClaim, state: AccountState) -> Posting:
    """One answered claim: posted, held whole with its reason, or informational."""
    return post_unit([], [claim], state)


def post_reversal(claim: AnsweredClaim, state: AccountState) -> Posting:
    """A reversal whose correction has not come: the line is open with the payer again, and someone watches it."""
    return post_unit([claim], [], state)


def post_reversal_and_correction(
    reversals: Sequence[AnsweredClaim], corrections: Sequence[AnsweredClaim], state: AccountState
) -> Posting:
    """The state between the two is never seen by anything (D6)."""
    return post_unit(reversals, corrections, state)


def release_held(claim: AnsweredClaim, state: AccountState) -> Posting:
    """Take a held CLP out of unapplied cash ("release:<key>") and post it with its new match ("post:<key>")."""
    return release(claim, state)


def out_of_balance(remittance: Remittance) -> int:
    """BPR02 less what the claims and provider adjustments make of it; 0 is right."""
    paid = sum(claim.paid for claim in remittance.claims)
    return remittance.amount - paid + sum(a.amount for a in remittance.provider_adjustments)


def units(claims: Sequence[AnsweredClaim]) -> list[tuple[list[AnsweredClaim], list[AnsweredClaim]]]:
    """(reversals, answers) in the order of the file: what is reversed and answered anew here stands together."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for line in claim.match.billed:
            sharing[line.line].append(place)
    taken: set[int] = set()
    result: list[tuple[list[AnsweredClaim], list[AnsweredClaim]]] = []
    for place, claim in enumerate(claims):
        if place in taken:
            continue
        others = sorted({each for line in claim.match.billed for each in sharing[line.line]} - taken - {place})
        is_reversal = claim.answer.is_reversal
        is_unit = is_reversal or any(claims[other].answer.is_reversal for other in others)
        unit = [claim, *(claims[other] for other in others)] if is_unit else [claim]
        taken.update(others if is_unit else ())
        result.append(([c for c in unit if c.answer.is_reversal], [c for c in unit if not c.answer.is_reversal]))
    return result
