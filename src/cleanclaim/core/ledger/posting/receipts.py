"""Patient money: it is the patient's credit first, and pays a line only where the line is the patient's (D8)."""

from collections.abc import Iterable, Sequence
from datetime import date

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.state import AccountState, LineState
from cleanclaim.core.ledger.work import Work

Money = tuple[str, str]
"""(account, party) where money is: ("card_clearing", "processor:X"), ("cash_drawer", "site:MAIN")."""
Chosen = Sequence[tuple[str, int]]
"""(line, cents) pairs a person chose."""


def patient_receipt(
    state: AccountState,
    *,
    patient: str,
    amount: int,
    money: Money,
    source_key: str,
    chosen: Chosen | None = None,
    earmark: str = "",
) -> Posting:
    """Money from a patient.  `chosen` None: oldest lines first, then what is owed beside them (fees, a refund of what
    came back since); an empty choice, or an `earmark` (the encounter a copay is for): it waits as a credit.  What is
    left over waits, and is looked at if some of it was applied."""
    draft = Draft(state)
    draft.move(amount, to=money, out_of=(chart.CREDITS, patient), line=None)
    is_free = chosen is None and not earmark
    lines = oldest_first(state, patient, amount) if is_free else chosen or ()
    applied = apply_credit(draft, patient, lines, at_most=amount)
    applied += _fees_paid(draft, patient, amount - applied) if is_free else 0
    transactions = draft.transaction(source_key, "patient_receipt", reference=earmark)
    left = amount - applied
    work = [Work("patient_credit_review", left, party=patient)] if applied and left else []
    return post(state, *transactions, work=work)


def credit_applied(
    state: AccountState,
    *,
    patient: str,
    source_key: str,
    chosen: Chosen | None = None,
    for_patients: Iterable[str] = (),
) -> Posting:
    """Use what a patient has in credit: on chosen lines, or oldest first.  `for_patients` are those the payer is
    guarantor of (D8).

    Raises ActRefused for more than the credit, or a line that is not theirs.
    """
    available = state.of(chart.CREDITS, patient)
    allowed = (patient, *for_patients)
    is_free, draft = chosen is None, Draft(state)
    lines = chosen or [c for whose in allowed for c in oldest_first(state, whose, available) if is_free]
    applied = apply_credit(draft, patient, lines, at_most=available, owed_by=allowed)
    applied += _fees_paid(draft, patient, available - applied) if is_free else 0
    transactions = draft.transaction(source_key, "credit_applied")
    left = available - applied
    work = [Work("patient_credit_review", left, party=patient)] if applied and left else []
    return post(state, *transactions, work=work)


def _fees_paid(draft: Draft, patient: str, at_most: int) -> int:
    """Pay what the patient owes beside lines; returns how much."""
    part = min(at_most, -draft.state.of(chart.FEES, patient))
    draft.move(part, to=(chart.CREDITS, patient), out_of=(chart.FEES, patient), line=None)
    return part


def oldest_first(state: AccountState, patient: str, amount: int) -> list[tuple[str, int]]:
    """Share money out over what a patient owes: by day of service, then line; lines without a day last."""
    chosen: list[tuple[str, int]] = []
    for line in sorted(state.lines.values(), key=age):
        if (part := min(amount, line.open(chart.PATIENT, patient))) > 0:
            chosen.append((line.line, part))
            amount -= part
    return chosen


def credits_auto_applied(state: AccountState, lines: Iterable[str], *, source_key: str) -> Posting:
    """Credits that waited pay what became the patient's on these lines; a copay only for its own encounter (J02)."""
    lines = list(lines)
    posting = post(state)
    touched: set[str] = set()
    for line in sorted((state.lines[name] for name in lines), key=age):
        credit = posting.state.of(chart.CREDITS, line.patient, "")
        if line.encounter:
            credit += posting.state.of(chart.CREDITS, line.patient, line.encounter)
        draft = Draft(posting.state)
        amount = min(credit, posting.state.lines[line.line].open(chart.PATIENT, line.patient))
        if apply_credit(draft, line.patient, [(line.line, amount)], at_most=credit):
            key = f"{source_key}:{line.line}"
            applied = draft.transaction(key, "credit_auto_applied", reference=line.encounter)
            posting = posting.then(post(posting.state, *applied))
            touched.add(line.patient)
    return posting.then(post(posting.state, work=_left_over(posting.state, lines, touched)))


def _left_over(state: AccountState, lines: Sequence[str], touched: set[str]) -> list[Work]:
    """Money of patients that nothing waits for: what was kept for a visit on which nobody owes anything more, and the
    free rest of a credit that has just been used.  What is kept for another visit waits for that one."""
    kept = {(state.lines[line].patient, state.lines[line].encounter) for line in lines if state.lines[line].encounter}
    visits = {each for each in kept if not _is_open(state, each[1])} | {(patient, "") for patient in touched}
    left: dict[str, int] = {}
    for patient, visit in visits:
        left[patient] = left.get(patient, 0) + state.of(chart.CREDITS, patient, visit)
    owing = {line.patient for line in state.lines.values() if line.parties(chart.PATIENT)}
    return [
        Work("patient_credit_review", amount, party=patient)
        for patient, amount in sorted(left.items())
        if amount and patient not in owing
    ]


def _is_open(state: AccountState, visit: str) -> bool:
    """Does a payer or the patient still owe on it?"""
    return any(line.receivable for line in state.lines.values() if line.encounter == visit)


def age(line: LineState) -> tuple[date, str]:
    return line.service_on or date.max, line.line


def apply_credit(
    draft: Draft, patient: str, chosen: Iterable[tuple[str, int]], *, at_most: int, owed_by: Sequence[str] = ()
) -> int:
    """Move credit onto lines; returns how much."""
    applied = 0
    for line, amount in chosen:
        owner = next(
            (p for p in (owed_by or (patient,)) if draft.state.lines[line].open(chart.PATIENT, p) > 0), patient
        )
        part = min(amount, draft.open(chart.PATIENT, owner, line))
        draft.move(part, to=(chart.CREDITS, patient), out_of=(chart.PATIENT, owner), line=line)
        applied += part
    if applied > at_most:
        raise ActRefused(f"{patient} has {at_most} cents to apply, not {applied}: choose less")
    return applied
