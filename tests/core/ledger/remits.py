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
    ("CO", "24"),
    ("CO", "59"),
    ("CO", "94"),
    ("OA", "94"),
    ("OA", "209"),
    ("PR", "100"),
    ("PR", "27"),
]
BONUSES = frozenset({"144", "94"})
NUMBERS = ("", "", "N1", "N2")
"""Payer claim control numbers: a takeback may name one."""


@st.composite
def adjustments(draw: st.DrawFn, amount: int, most: int = 4) -> tuple[Adjustment, ...]:
    """CAS of an amount: what is left of it is paid.  A bonus is negative, and now and then any of them (C6)."""
    found = []
    for group, reason in draw(st.lists(st.sampled_from(REASONS), max_size=most, unique=True)):
        if reason in BONUSES or draw(st.integers(0, 19)) == 19:
            part = -draw(st.integers(1, 500))
        else:
            part = draw(st.integers(1, amount)) if amount > 0 else 0
        if part:
            found.append(Adjustment(group, reason, part))
            amount -= part
    return tuple(found)


def owed_on(found: tuple[Adjustment, ...]) -> int:
    return sum(a.amount for a in found)


@st.composite
def services(draw: st.DrawFn, line: LineState) -> ServicePayment:
    """One balanced service line: charge less adjustments is paid (C1); now and then a bonus or nothing at all."""
    found = draw(adjustments(line.charge))
    paid = line.charge - owed_on(found)
    return ServicePayment(line.charge, paid, procedure="99213", line_control_number=line.line, adjustments=found)


@st.composite
def terms(draw: st.DrawFn, lines: list[LineState]) -> Terms:
    """Mostly a plain contract; now and then none, capitation, a QMB, or an allowed amount."""
    kind = draw(st.sampled_from(["plain"] * 5 + ["none", "capitated", "qmb", "allowed"]))
    allowed = {line.line: draw(st.integers(0, line.charge)) for line in lines} if kind == "allowed" else {}
    return Terms(contracted=kind != "none", capitated=kind == "capitated", qmb=kind == "qmb", allowed=allowed)


@st.composite
def answers(draw: st.DrawFn, lines: list[LineState], payer: str, key: str) -> AnsweredClaim:
    """A payer's answer to some of the lines of a claim, matched; now and then to the claim as a whole, or to lines with
    an adjustment of the claim beside them (C2)."""
    depth = draw(st.sampled_from(["lines"] * 8 + ["claim", "both"]))
    chosen = draw(st.lists(st.sampled_from(lines), min_size=1, unique_by=lambda line: line.line))
    found = tuple(draw(services(line)) for line in chosen) if depth != "claim" else ()
    whole = sum(line.charge for line in lines)
    beside = draw(adjustments(whole if depth == "claim" else sum(s.paid for s in found), 2)) if depth != "lines" else ()
    claim = answered(
        found,
        lines,
        payer=payer,
        key=key,
        status=draw(st.sampled_from(["1", "1", "1", "4", "19", "2", "23"])),
        remarks=draw(st.sampled_from([(), (), (), ("N782",)])),
        terms=draw(terms(lines)),
        beside=beside,
    )
    return replace(claim, answer=replace(claim.answer, payer_claim_control_number=draw(st.sampled_from(NUMBERS))))


def answered(
    found: tuple[ServicePayment, ...],
    lines: list[LineState],
    *,
    payer: str,
    key: str,
    status: str = "1",
    remarks: tuple[str, ...] = (),
    terms: Terms = Terms(),
    beside: tuple[Adjustment, ...] = (),
) -> AnsweredClaim:
    """Service lines as one CLP, matched with the claim's lines by their control numbers; none: all of them as one."""
    charge = sum(s.charge for s in found or lines)
    answer = ClaimPayment(
        patient_control_number="C-" + lines[0].encounter,
        status=status,
        charge=charge,
        paid=(sum(s.paid for s in found) if found else charge) - owed_on(beside),
        adjustments=beside,
        lines=found,
        remarks=remarks,
    )
    billed = tuple(BilledLine(x.line, "99213", charge=x.charge, control_number=x.line) for x in lines)
    return AnsweredClaim(answer, match_lines(answer, billed), payer, key, terms)


def mirror(claim: AnsweredClaim, key: str) -> AnsweredClaim:
    """The reversal of an answer: status 22 and every amount negated (C7)."""
    lines = tuple(
        replace(s, charge=-s.charge, paid=-s.paid, adjustments=negated(s.adjustments)) for s in claim.answer.lines
    )
    answer = replace(
        claim.answer,
        status="22",
        charge=-claim.answer.charge,
        paid=-claim.answer.paid,
        adjustments=negated(claim.answer.adjustments),
        lines=lines,
    )
    return replace(claim, answer=answer, source_key=key)


def negated(found: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(replace(a, amount=-a.amount) for a in found)
