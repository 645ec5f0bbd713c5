"""One X12 file judged the way a linter judges source: every remark has file, segment, rule, place, message and fix."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct, field, structs

from cleanclaim.core.claim import Claim, Party, claims_of
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits import Finding, PayerRules, Severity, run_edits
from cleanclaim.core.edits.payer_rule import PayerRule
from cleanclaim.core.edits.runner import chosen
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import Sum, read_835, sums, warnings
from cleanclaim.core.transactions import KINDS
from cleanclaim.core.x12 import Segment, Transaction, read_transactions
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.guide import guide_of
from cleanclaim.core.x12.judging import judge
from cleanclaim.core.x12.problem import Problem
from cleanclaim.interfaces.cli.rules import BY_LEVEL, ENVELOPE, PATIENT_SHARE, SEGMENT, SUMS, USUAL, Rule
from cleanclaim.interfaces.cli.sources import Given

_NOT_IN_NAMES = re.compile(r"[^A-Z0-9]")
_LINE = re.compile(r"lines\[(\d+)\]")
_CLAIM_AND_LINE = re.compile(r"claim (\d+) .*?(?:, line (\d+))?(?:,.*)?")


class Remark(Struct, frozen=True):
    """One thing that is wrong; `segment` counts from 1 at ISA."""

    file: str
    segment: int
    rule: str
    severity: Severity
    where: str
    message: str
    fix: str = ""
    offset: int = 0  # bytes of the file before the segment

    def __str__(self) -> str:
        fix = f" [{self.fix}]" if self.fix else ""
        return f"{self.file}:{self.segment}: {self.rule} {self.where}: {self.message}{fix}"


class Terms(Struct, frozen=True):
    """What a file is judged by: the code sets, the day, and which rules."""

    codesets: CodeSets
    as_of: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: frozenset[int] = USUAL
    written: tuple[PayerRule, ...] = ()  # rules for payers, of files

    def wants(self, rule: str) -> bool:
        """Whether the rule is asked for."""
        return (not self.select or rule.startswith(self.select)) and not (self.ignore and rule.startswith(self.ignore))


class Judged(Struct):
    """A file's remarks, how many transactions of each kind and claims it holds, and why it ended early if it did."""

    file: str
    remarks: list[Remark] = field(default_factory=list)
    transactions: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unchecked: Counter[str] = field(default_factory=Counter)  # what was missing, and for how many claims
    unreadable: str = ""


def judge_file(given: Given, terms: Terms) -> Judged:
    """Everything that is wrong with a file, in its order.  Raises OSError when it cannot be opened."""
    judged = Judged(given.name)
    try:
        for transaction in read_transactions(given.source, file=given.name):
            judged.transactions[transaction.kind] += 1
            judged.claims += sum(segment.id in {"CLM", "CLP"} for segment in transaction.segments)
            remarks = [each for each in _transaction(transaction, judged, terms) if terms.wants(each.rule)]
            remarks.sort(key=lambda remark: remark.segment)
            judged.remarks.extend(_placed(remark, transaction) for remark in remarks)
    except X12Error as error:
        judged.unreadable = str(error)
    return judged


def _placed(remark: Remark, transaction: Transaction) -> Remark:
    """With the byte at which its segment starts."""
    first = transaction.segments[0].number
    index = min(max(remark.segment - first, 0), len(transaction.segments) - 1)
    return structs.replace(remark, offset=transaction.offset(transaction.segments[index]))


def _transaction(transaction: Transaction, judged: Judged, terms: Terms) -> Iterator[Remark]:
    file = judged.file
    for problem in transaction.problems:
        yield _problem(problem, ENVELOPE, "envelope", file, transaction.segments[0])
    found = judge(transaction, levels=terms.levels, codesets=terms.codesets, as_of=terms.as_of)
    judged.unchecked.update(problem.message for problem in found if problem.is_unchecked)
    by_guide = [_by_guide(problem, file) for problem in found if not problem.is_unchecked]
    yield from by_guide
    said = {remark.segment for remark in by_guide}
    for remark in _read(transaction, judged, terms):
        if remark.rule != SEGMENT.code or remark.segment not in said:
            yield remark


def _read(transaction: Transaction, judged: Judged, terms: Terms) -> Iterator[Remark]:
    """What its readers stumble over, and what is wrong with the values they give."""
    if transaction.kind == "837":
        yield from _claims(transaction, judged, terms)
        return
    guide = guide_of(transaction)
    kind = KINDS.get(guide.name) if guide else None
    try:
        if transaction.kind == "835":
            yield from _remittance(transaction, judged.file)
        elif kind:
            kind.read(transaction)
    except X12Error as error:
        yield _problem(error, SEGMENT, transaction.kind, judged.file, transaction.segments[0])


def _by_guide(problem: Problem, file: str) -> Remark:
    rule = BY_LEVEL[problem.level]
    parts = (f"claim {problem.claim}" if problem.claim else "", f"loop {problem.loop}" if problem.loop else "")
    where = " ".join(filter(None, (*parts, problem.element or problem.name)))
    return Remark(file, problem.segment, rule.code, rule.severity, where, problem.message, rule.fix)


def _problem(error: X12Error, rule: Rule, what: str, file: str, start: Segment) -> Remark:
    where = " ".join(filter(None, (f"loop {error.loop}" if error.loop else "", error.element))) or what
    return Remark(file, error.segment or start.number, rule.code, rule.severity, where, error.message, rule.fix)


def _claims(transaction: Transaction, judged: Judged, terms: Terms) -> Iterator[Remark]:
    """Every claim as its reader and the edits see it."""
    asked = chosen(terms.select, terms.ignore) or terms.written
    for item, own in zip(claims_of(transaction), _claim_segments(transaction), strict=True):
        if isinstance(item, X12Error):
            yield _problem(item, SEGMENT, "claim", judged.file, own[0])
        elif asked:
            yield from _edited(item, own, judged, terms)


def _edited(claim: Claim, own: Sequence[Segment], judged: Judged, terms: Terms) -> Iterator[Remark]:
    lines = [segment for segment in own if segment.id == "LX"]
    findings = run_edits(
        claim,
        codesets=terms.codesets,
        as_of=terms.as_of,
        payer=PayerRules(filing_code=claim.filing_code, written=_written_for(claim.payer, terms)),
        select=terms.select,
        ignore=terms.ignore,
    )
    judged.unchecked.update(finding.message for finding in findings if finding.is_unchecked)
    faults = [finding for finding in findings if not finding.is_unchecked]
    placed = [(_segment_of(finding, own[0], lines).number, finding) for finding in faults]
    for number, finding in sorted(placed, key=lambda each: (each[0], each[1].severity.rank)):
        where = f"claim {claim.control_number}"
        where = where if finding.where == "claim" else f"{where}, {finding.where}"
        yield Remark(judged.file, number, finding.edit, finding.severity, where, finding.message, finding.fix)


def _written_for(payer: Party, terms: Terms) -> tuple[PayerRule, ...]:
    """The rules of files whose payer is the claim's: its ID or its name, in capitals, begins with their short name."""
    names = [_NOT_IN_NAMES.sub("", name.upper()) for name in (payer.payer_id, payer.name)]
    return tuple(rule for rule in terms.written if any(name.startswith(rule.payer) for name in names))


def _segment_of(finding: Finding, clm: Segment, lines: Sequence[Segment]) -> Segment:
    """The LX of the line that the finding is about, else the CLM."""
    line = _LINE.match(finding.path)
    return lines[int(line[1])] if line and int(line[1]) < len(lines) else clm


def _claim_segments(transaction: Transaction) -> list[list[Segment]]:
    """The segments of each claim, in the order in which `claims_of` gives the claims: CLM up to the next CLM or HL."""
    claims: list[list[Segment]] = []
    is_in_claim = False
    for segment in transaction.segments:
        if segment.id == "HL":
            is_in_claim = False
        elif segment.id == "CLM":
            is_in_claim = True
            claims.append([])
        if is_in_claim:
            claims[-1].append(segment)
    return claims


def _remittance(transaction: Transaction, file: str) -> Iterator[Remark]:
    """The balancing equations of an 835 that do not hold."""
    remittance = read_835(transaction)
    for one in sums(remittance):
        if not one.holds:
            yield _sum(one, SUMS[one.level], transaction, file)
    for one in warnings(remittance):
        yield _sum(one, PATIENT_SHARE, transaction, file)


def _sum(one: Sum, rule: Rule, transaction: Transaction, file: str) -> Remark:
    message = f"{dollars(one.stated)} is stated, {dollars(one.computed)} is the sum"
    segment = _place_of_sum(one.where, transaction)
    return Remark(file, segment.number, rule.code, rule.severity, one.where, message, rule.fix)


def _place_of_sum(where: str, transaction: Transaction) -> Segment:
    """The SVC, CLP or BPR that states the amount."""
    segments = transaction.segments
    place = _CLAIM_AND_LINE.fullmatch(where)
    if place is None:
        return next((segment for segment in segments if segment.id == "BPR"), segments[0])
    starts = [position for position, segment in enumerate(segments) if segment.id == "CLP"]
    start = starts[int(place[1]) - 1]
    if place[2] is None:
        return segments[start]
    lines = [segment for segment in segments[start:] if segment.id == "SVC"]
    return lines[int(place[2]) - 1]
