"""Random but balanced answers of payers, for the property tests."""

from hypothesis import strategies as st
from msgspec.structs import replace

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger.matching import BilledLine, match_lines
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.ledger.state import LineState
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment

REASONS = [
    ("CO", "45"),
    ("CO", "253"),
    ("PR", "1"),
    ("PR", "2"),
    ("PR", "3"),
    ("PR", "96"),
    ("CO", "97"),
    ("CO", "16"),
    ("OA", "23"),
    ("OA", "18"),
    ("PI", "15"),
    ("CO", "144"),
]


@st.composite
def services(draw: st.DrawFn, line: LineState) -> ServicePayment:
    """One balanced service line: charge less adjustments is paid (C1); now and then a bonus or nothing at all."""
    rest = line.charge
    adjustments = []
    for group, reason in draw(st.lists(st.sampled_from(REASONS), max_size=4, unique=True)):
        amount = draw(st.integers(1, rest)) if rest > 0 else 0
        if reason == "144":
            amount = -draw(st.integers(1, 500))
        if amount:
            adjustments.append(Adjustment(group, reason, amount))
            rest -= amount
    return ServicePayment(
        line.charge, rest, procedure="99213", line_control_number=line.line, adjustments=tuple(adjustments)
    )


@st.composite
def answers(draw: st.DrawFn, lines: list[LineState], payer: str, key: str) -> AnsweredClaim:
    """A payer's answer to some of the lines of a claim, matched."""
    chosen = draw(st.lists(st.sampled_from(lines), min_size=1, unique_by=lambda line: line.line))
    found = tuple(draw(services(line)) for line in chosen)
    status = draw(st.sampled_from(["1", "1", "1", "4", "19", "2"]))
    remarks = draw(st.sampled_from([(), (), (), ("N782",)]))
    return answered(found, lines, payer=payer, key=key, status=status, remarks=remarks)


def answered(
    found: tuple[ServicePayment, ...],
    lines: list[LineState],
    *,
    payer: str,
    key: str,
    status: str = "1",
    remarks: tuple[str, ...] = (),
    terms: Terms = Terms(),
) -> AnsweredClaim:
    """Service lines as one CLP, matched with the claim's lines by their control numbers."""
    answer = ClaimPayment(
        patient_control_number="C-" + lines[0].encounter,
        status=status,
        charge=sum(s.charge for s in found),
        paid=sum(s.paid for s in found),
        lines=found,
        remarks=remarks,
    )
    billed = tuple(BilledLine(x.line, "99213", charge=x.charge, control_number=x.line) for x in lines)
    return AnsweredClaim(answer, match_lines(answer, billed), payer, key, terms)


def mirror(claim: AnsweredClaim, key: str) -> AnsweredClaim:
    """The reversal of an answer: status 22 and every amount negated (C7)."""
    lines = tuple(
        replace(
            s,
            charge=-s.charge,
            paid=-s.paid,
            adjustments=tuple(replace(a, amount=-a.amount) for a in s.adjustments),
        )
        for s in claim.answer.lines
    )
    answer = replace(claim.answer, status="22", charge=-claim.answer.charge, paid=-claim.answer.paid, lines=lines)
    return replace(claim, answer=answer, source_key=key)
