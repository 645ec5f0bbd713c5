"""Plays a case step by step and compares what happened with what is written."""

from collections import Counter
from typing import Any

from msgspec import Struct

from cleanclaim.core.ledger.errors import LedgerError
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.replay.cases import Case, Expected, Step, read_cases
from cleanclaim.core.ledger.replay.events import EVENTS, NOT_MONEY
from cleanclaim.core.ledger.replay.world import World
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.ledger.work import OWNERS, Work


class Result(Struct, frozen=True):
    """A case and where it differs: "step 2: …"."""

    case: Case
    differences: tuple[str, ...] = ()


UNPLAYABLE = (LedgerError, AssertionError, LookupError, TypeError, ValueError, AttributeError, StopIteration)
MORE_CAREFUL = frozenset({"statement_due", "takeback_review", "line_match_review"})
"""Work we add where a case does not trouble to list it."""
SAME_WORK = {"refund_due": "patient_credit_review"}
_FIELDS = {
    "amount": "amount",
    "difference": "amount",
    "line": "line",
    "claim": "claim",
    "carc": "carc",
    "payer": "party",
    "party": "party",
    "ref": "reference",
    "trn": "reference",
    "doc": "reference",
}


def replay_file(text: str) -> tuple[Result, ...]:
    """Every case of a file; a case that cannot be played at all differs by its error."""
    return tuple(play(case) for case in read_cases(text))


def play(case: Case) -> Result:
    """All steps of a case; it ends at the first step that differs, because the rest would only follow from it.

    An event that lacks a field, or has one of another kind than its type needs, differs by what is wrong with it.
    """
    world = World(case)
    for step in case.steps:
        try:
            differences = _play_step(world, step)
        except UNPLAYABLE as error:
            differences = [f"{type(error).__name__}: {error}"]
        if differences:
            return Result(case, tuple(f"step {step.step}: {difference}" for difference in differences))
    return Result(case)


def _play_step(world: World, step: Step) -> list[str]:
    kind = step.event["type"]
    if kind in NOT_MONEY:
        return ["a step that moves no money has a journal"] if step.journal else []
    if kind not in EVENTS:
        return [f"no rule for an event of type {kind}"]
    posting = EVENTS[kind](world, step.event)
    done = world.take(posting)
    by_key = kind == "era_835"
    return [
        *_compare_journal(step.journal, posting.transactions, by_key=by_key),
        *_compare_balances(step.balances_after, world.balances()),
        *_compare_work(step, posting, done),
    ]


def _compare_journal(expected: tuple[Expected, ...], posted: tuple[Transaction, ...], *, by_key: bool) -> list[str]:
    """As multisets of entries: by source key for a remittance, in order where a person chose the key."""
    if by_key:
        ours = {t.source_key: Counter(t.entries) for t in posted}
        theirs = {t.source_key: Counter(t.entries) for t in expected}
    else:
        ours = {str(n): Counter(t.entries) for n, t in enumerate(posted)}
        theirs = {str(n): Counter(t.entries) for n, t in enumerate(expected)}
    found = []
    for key in dict.fromkeys([*theirs, *ours]):
        missing = theirs.get(key, Counter()) - ours.get(key, Counter())
        extra = ours.get(key, Counter()) - theirs.get(key, Counter())
        found += [f"{key} lacks {e}" for e in missing.elements()] + [f"{key} has also {e}" for e in extra.elements()]
    return found


def _compare_balances(expected: dict[str, int], ours: dict[str, int]) -> list[str]:
    return [
        f"balance of {name} is {ours[name]}, not {expected.get(name, 0)}"
        for name in ours
        if ours[name] != expected.get(name, 0)
    ]


def _compare_work(step: Step, posting: Posting, done: list[Work]) -> list[str]:
    """Work the ledger speaks of; what a desk opens for other reasons (a plan, a hold) is not its business."""
    left = list(posting.work)
    found = []
    for item in step.opened:
        if (kind := SAME_WORK.get(item["kind"], item["kind"])) not in OWNERS:
            continue
        match = next((w for w in left if w.kind == kind and not _unlike(w, item)), None)
        if match:
            left.remove(match)
        else:
            same = [w for w in left if w.kind == kind]
            found.append(f"work {item} is missing" + (f", found {same}" if same else ""))
    found += [f"work nobody expects: {w}" for w in left if w.kind not in MORE_CAREFUL]
    kinds_done = {w.kind for w in done}
    closing = (SAME_WORK.get(item["kind"], item["kind"]) for item in step.closed)
    return found + [f"work {kind} is not settled" for kind in closing if kind in OWNERS and kind not in kinds_done]


def _unlike(work: Work, item: dict[str, Any]) -> list[str]:
    """Fields both have and in which they differ."""
    pairs = ((name, item[name], getattr(work, ours)) for name, ours in _FIELDS.items() if name in item)
    unlike = [name for name, theirs, ours in pairs if ours and _unsigned(theirs) != _unsigned(ours)]
    if "rarc" in item and item["rarc"] not in work.remarks:
        unlike.append("rarc")
    return unlike


def _unsigned(value: Any) -> Any:
    return abs(value) if isinstance(value, int) else value
