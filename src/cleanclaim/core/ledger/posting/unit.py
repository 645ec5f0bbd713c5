"""One unit of an 835: the answers of one claim, with the reversals they replace, as one transaction."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.ledger.posting import holding
from cleanclaim.core.ledger.posting.answers import AnsweredClaim, answers_of
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.follow_up import claim_work, statements_due
from cleanclaim.core.ledger.posting.outcome import Disposition, Posting, post
from cleanclaim.core.ledger.posting.receipts import credits_auto_applied
from cleanclaim.core.ledger.posting.reversal import originals, take_back
from cleanclaim.core.ledger.posting.service_line import Routed, post_duplicate, post_line
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.work import Work

INFORMATIONAL = frozenset({"23", "25"})


class Unit:
    """The claims of one unit as they go into one draft; `keys` are those that left entries there."""

    def __init__(self, draft: Draft, prefix: str = "") -> None:
        self.draft, self.prefix = draft, prefix
        self.work: list[Work] = []
        self.keys: list[str] = []
        self.dispositions: list[Disposition] = []
        self.has_taken_back = False
        self.taken_back = 0
        self.paid_again = 0
        self.routed: list[tuple[AnsweredClaim, list[Routed]]] = []

    def reverse(self, claim: AnsweredClaim) -> None:
        """Take back what a reversal mirrors; hold it where it mirrors nothing we know (C7)."""
        reversals = answers_of(claim)
        taken = originals(reversals, self.draft.state) if reversals else None
        if not taken:
            self._hold(claim, reversals or (), "reversal_not_matched" if reversals else _unmatched(claim))
        elif (held := {t.original.standing == "held" for t in taken}) == {True, False}:
            self._hold(claim, reversals or (), "reversal_not_matched")
        elif held == {True}:
            holding.cancel(self.draft, claim, [t.original for t in taken])
            self.dispositions.append("posted")
        else:
            start = len(self.draft.entries)
            for t in taken:
                self.work += take_back(self.draft, t)
            self._posted(claim, start)
            self.has_taken_back = True
            self.taken_back -= claim.answer.paid

    def answer(self, claim: AnsweredClaim) -> None:
        """Post an answer, unless it says nothing of money, cannot be placed, or contradicts an earlier one."""
        if claim.answer.status in INFORMATIONAL and not claim.answer.paid:
            self._note(claim)
            return
        answers = answers_of(claim)
        if answers is None:
            self._hold(claim, (), _unmatched(claim))
        elif mirror := holding.held_mirror(answers, self.draft.state):
            holding.cancel(self.draft, claim, mirror)
            self.dispositions.append("posted")
        elif fault := fault_of(answers, self.draft.state):
            self._hold(claim, answers, fault)
        else:
            self.post_answers(claim, answers)

    def post_answers(self, claim: AnsweredClaim, answers: Sequence[Answer]) -> None:
        """Line by line: a first answer, a duplicate, or the denial of a duplicate claim (J83), which is nothing."""
        start, routed, informational = len(self.draft.entries), list[Routed](), 0
        for answer in answers:
            earlier = self.draft.state.lines[answer.line].standing_answer(answer.payer)
            if earlier and not answer.paid and (_is_duplicate_denial(answer) or answer.says_the_same_as(earlier)):
                informational += 1
            elif earlier and _binds(earlier):
                self.work += post_duplicate(self.draft, answer)
            else:
                work, share = post_line(self.draft, answer, claim.terms)
                self.work += [replace(w, claim=claim.claim) for w in work]
                routed += [share] if share else []
        self.paid_again += claim.answer.paid
        self.routed.append((claim, routed))
        if informational == len(answers):
            self.dispositions.append("informational")
        else:
            self._posted(claim, start)

    def close(self, claims: Sequence[AnsweredClaim]) -> Posting:
        """Sweep, post, apply waiting credits, say what that leaves to do."""
        self.work += self.draft.sweep()
        self._watch_reversal(claims)
        kind = "claim_payment" if not self.has_taken_back else "reversal_and_correction" if self.routed else "reversal"
        transactions = self.draft.transaction(self._key(), kind) if self.draft.entries else []
        worst: Disposition = next((d for d in ("held", "posted") if d in self.dispositions), "informational")
        posting = post(self.draft.state, *self.draft.parked, *transactions, work=self.work, disposition=worst)
        routed = [r for _, shares in self.routed for r in shares]
        if transactions:
            lines = list(dict.fromkeys(e.line for e in self.draft.entries if e.line))
            key = f"autoapply:{self._key()}"
            posting = posting.then(credits_auto_applied(posting.state, lines, source_key=key))
        follow = [w for claim, shares in self.routed for w in claim_work(claim, shares, posting.state)]
        patients = [r.line for r in routed if r.party.startswith("patient:")]
        posting = posting.then(post(posting.state, work=[*follow, *statements_due(patients, posting.state)]))
        return posting

    def _posted(self, claim: AnsweredClaim, start: int) -> None:
        self.dispositions.append("posted")
        if len(self.draft.entries) > start:
            self.keys.append(claim.source_key)

    def _hold(self, claim: AnsweredClaim, answers: Sequence[Answer], kind: str) -> None:
        self.work.append(holding.hold(self.draft, claim, answers, kind))
        self.dispositions.append("held")

    def _note(self, claim: AnsweredClaim) -> None:
        self.dispositions.append("informational")
        if claim.answer.status == "23":
            self.work.append(Work("claim_forwarded_watch", party=claim.payer, claim=claim.claim))

    def _watch_reversal(self, claims: Sequence[AnsweredClaim]) -> None:
        """A takeback is looked at; a reversal alone is watched until its correction comes."""
        claim = claims[0]
        lines = tuple(dict.fromkeys(line.line for c in claims for line in c.match.billed))
        if self.has_taken_back and not self.routed and not all(self.draft.state.lines[x].is_voided for x in lines):
            self.work.append(Work("reversal_without_correction", self.taken_back, lines, claim.payer, claim.claim))
        elif self.routed and (less := self.taken_back - self.paid_again) > 0:
            self.work.append(Work("takeback_review", less, lines, claim.payer, claim.claim))

    def _key(self) -> str:
        """ "835:F14b#CLP1+2" for two claims in one transaction."""
        first, *others = self.keys
        return self.prefix + "+".join([first, *(key.rpartition("#CLP")[2] for key in others)])


def fault_of(answers: Sequence[Answer], state: AccountState) -> str:
    """Why answers must be held; empty when they may post."""
    for answer in answers:
        line = state.lines[answer.line]
        if answer.payer not in line.payers:
            return "unexpected_payer"
        if answer.paid < 0 or answer.charge < 0:
            return "reversal_not_matched"
        earlier = line.standing_answer(answer.payer)
        if not earlier or not _binds(earlier) or _is_duplicate_denial(answer):
            continue
        if not answer.says_the_same_as(earlier):
            return "correction_without_reversal"
    return ""


def _binds(earlier: Answer) -> bool:
    """Did it post anything?  A denial that left no entry may be answered anew without a reversal."""
    return bool(earlier.posted)


def _is_duplicate_denial(answer: Answer) -> bool:
    return not answer.paid and any((a.group, a.reason) == ("OA", "18") for a in answer.adjustments)


def _unmatched(claim: AnsweredClaim) -> str:
    return "unmatched_service_line" if claim.match.is_claim_known else "unidentified_payment"
