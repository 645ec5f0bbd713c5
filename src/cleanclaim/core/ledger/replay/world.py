"""What a practice remembers while a case is played: the account, receipts, files seen, answers on hold, open work."""

from collections import defaultdict

from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.replay.cases import Case
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.ledger.work import Work, settled

PATIENT, SITE, BANK, PROCESSOR, AGENCY = "patient:P1", "site:MAIN", "bank:1", "processor:X", "agency:AG1"


class World:
    """One case in play."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.state = AccountState()
        self.journal: list[Transaction] = []
        self.open_work: list[Work] = []
        self.claims: dict[str, AnsweredClaim] = {}
        self.receipts: list[Transaction] = []
        self.seen: set[object] = set()
        self.posted_amounts: dict[str, int] = {}
        self.encounter = ""

    @property
    def key(self) -> str:
        """A source key no transaction has yet."""
        return f"{self.case.id}:{len(self.journal) + 1}"

    def take(self, posting: Posting) -> list[Work]:
        """Keep what was posted; returns the open work the books now show to be done."""
        keys = {transaction.source_key for transaction in self.journal}
        for transaction in posting.transactions:
            assert transaction.source_key not in keys, f"{transaction.source_key} is posted already"
            keys.add(transaction.source_key)
        self.state = posting.state
        self.journal += posting.transactions
        self.receipts += [t for t in posting.transactions if t.kind == "patient_receipt"]
        done = settled([*self.open_work, *posting.work], self.state)
        self.open_work = [w for w in [*self.open_work, *posting.work] if w not in done]
        return list(done)

    def balances(self) -> dict[str, int]:
        """The derived totals of the chart, debit balances for receivables, credit balances for the rest."""
        nets: dict[str, int] = defaultdict(int)
        for transaction in self.journal:
            for e in transaction.entries:
                nets[e.account] += e.net
        receivables = ("insurance", "patient", "collections")
        return {
            name: sum(nets[account] for account in accounts) * (1 if name in receivables else -1)
            for name, accounts in CHART.derived.items()
        }
