"""A matched CLP as one answer for each charge line, amounts at claim level shared out (D7)."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.matching import Match
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.ledger.state import Answer
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment


class AnsweredClaim(Struct, frozen=True):
    """One CLP with what we know of it.  `source_key` is "835:<file>#CLP<n>", `payer` the party "payer:AET".

    `cash` is where its money is: era_clearing for an 835, lockbox_clearing for a paper EOB.
    """

    answer: ClaimPayment
    match: Match
    payer: str
    source_key: str
    terms: Terms = Terms()
    cash: str = chart.ERA

    @property
    def claim(self) -> str:
        return self.answer.patient_control_number


def shares(weights: Sequence[int], amount: int) -> list[int]:
    """Share whole cents out in proportion, largest remainder first, ties to the earlier one; the sum is exact.

    All weights zero: equal weights.  A negative amount is shared as its positive mirror.
    """
    if amount < 0:
        return [-part for part in shares(weights, -amount)]
    weights = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(weights)
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def answers_of(claim: AnsweredClaim) -> tuple[Answer, ...] | None:
    """One answer a line, in the order of the lines; None where the match leaves any doubt."""
    if claim.match.unmatched or not claim.match.is_claim_known:
        return None
    if claim.match.is_claim_level:
        return _from_claim_level(claim)
    found = [_from_service(claim, claim.answer.lines[m.service], m.line) for m in claim.match.matched]
    return _bundle_reallocated(_with_claim_adjustments(claim, found))


def _from_service(claim: AnsweredClaim, service: ServicePayment, line: str) -> Answer:
    return Answer(
        line=line,
        payer=claim.payer,
        source_key=claim.source_key,
        charge=service.charge,
        paid=service.paid,
        adjustments=service.adjustments,
        status=claim.answer.status,
        payer_claim_control_number=claim.answer.payer_claim_control_number,
        remarks=service.remarks + claim.answer.remarks,
        procedure=service.procedure,
        procedure_submitted=service.procedure_submitted,
        cash=claim.cash,
    )


def _with_claim_adjustments(claim: AnsweredClaim, found: list[Answer]) -> tuple[Answer, ...]:
    """CAS at claim level beside service lines lowers what the lines were paid, in proportion to it (C2)."""
    for a in claim.answer.adjustments:
        parts = shares([abs(answer.paid) for answer in found], a.amount)
        found = [
            replace(answer, paid=answer.paid - part, adjustments=(*answer.adjustments, replace(a, amount=part)))
            for answer, part in zip(found, parts, strict=True)
        ]
    return tuple(found)


def _bundle_reallocated(found: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Reason 94 that cancels over the lines is a bundle paid on one of them: each line takes its part of the cash."""
    excess = {answer.line: sum(a.amount for a in answer.adjustments if a.reason == "94") for answer in found}
    if sum(excess.values()) or not any(excess.values()):
        return found
    return tuple(
        replace(
            answer,
            paid=answer.paid + excess[answer.line],
            adjustments=tuple(a for a in answer.adjustments if a.reason != "94"),
        )
        for answer in found
    )


def _from_claim_level(claim: AnsweredClaim) -> tuple[Answer, ...] | None:
    """Paid and each adjustment by charge; the last one (contractual, if there is one) closes each line."""
    charges = [line.charge for line in claim.match.billed]
    if abs(claim.answer.charge) != sum(charges):
        return None
    sign = -1 if claim.answer.charge < 0 else 1
    ordered = sorted(claim.answer.adjustments, key=lambda a: (a.group == "CO", a.reason == "45", a.group != "PR"))
    amounts = [claim.answer.paid, *(a.amount for a in ordered)]
    rest, columns = [sign * charge for charge in charges], []
    for amount in amounts[:-1]:
        columns.append(shares(charges, amount))
        rest = [left - part for left, part in zip(rest, columns[-1], strict=True)]
    columns.append(rest)
    return tuple(
        _allocated(claim, line.line, sign * line.charge, ordered, [column[i] for column in columns])
        for i, line in enumerate(claim.match.billed)
    )


def _allocated(
    claim: AnsweredClaim, line: str, charge: int, adjustments: Sequence[Adjustment], amounts: Sequence[int]
) -> Answer:
    parts = tuple(replace(a, amount=amount) for a, amount in zip(adjustments, amounts[1:], strict=True) if amount)
    service = ServicePayment(charge=charge, paid=amounts[0], adjustments=parts)
    return _from_service(claim, service, line)
