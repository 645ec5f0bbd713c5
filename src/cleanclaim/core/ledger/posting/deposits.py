"""Money reaches the bank: EFT, drawer, lockbox, card batches.  Only these touch cash_operating (F3)."""

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.draft import Draft
from cleanclaim.core.ledger.posting.outcome import Posting, post
from cleanclaim.core.ledger.posting.receipts import Money
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import Transaction, entry
from cleanclaim.core.ledger.work import Work


def bank_deposit(
    state: AccountState,
    *,
    payer: str,
    amount: int,
    expected: int | None,
    source_key: str,
    trace_number: str = "",
    bank: str = "bank:1",
) -> Posting:
    """An EFT or check of a payer.  `expected` is BPR02 of the posted 835 with its trace number, None if there is none.

    It posts as received; a difference stays in era_clearing until someone explains it (J55, J56).
    """
    posting = _moved(state, source_key, "bank_deposit", (chart.BANK, bank), (chart.ERA, payer), amount, trace_number)
    if expected is None:
        work = [Work("eft_without_posted_era", amount, party=payer, reference=trace_number)]
    elif expected != amount:
        work = [Work("eft_mismatch", abs(expected - amount), party=payer, reference=trace_number)]
    else:
        work = []
    return posting.then(post(posting.state, work=work))


def drawer_deposit(
    state: AccountState, *, amount: int, source_key: str, site: str = "site:MAIN", bank: str = "bank:1"
) -> Posting:
    """The day's cash and checks from the drawer to the bank, by deposit slip."""
    return _moved(state, source_key, "drawer_deposit", (chart.BANK, bank), (chart.DRAWER, site), amount)


def drawer_counted(
    state: AccountState, *, expected: int, counted: int, source_key: str, site: str = "site:MAIN"
) -> Posting:
    """The count at close: only the difference posts, receipts stay as they are (J71)."""
    short = expected - counted
    posting = _moved(state, source_key, "drawer_counted", ("cash_over_short", site), (chart.DRAWER, site), short)
    work = [Work("drawer_variance", short, party=site)] if short else []
    return posting.then(post(posting.state, work=work))


def lockbox_deposit(state: AccountState, *, payer: str, amount: int, source_key: str, bank: str = "bank:1") -> Posting:
    """Paper checks posted from the lockbox file appear on the bank statement."""
    return _moved(state, source_key, "lockbox_deposit", (chart.BANK, bank), (chart.LOCKBOX, payer), amount)


def card_settlement(
    state: AccountState,
    *,
    gross: int,
    fee: int,
    source_key: str,
    processor: str = "processor:X",
    bank: str = "bank:1",
) -> Posting:
    """The processor pays its batch less its fee; a batch of chargebacks is negative (J31).  `fee` only as withheld
    from this batch and not posted before."""
    net = gross - fee
    entries = [
        entry(account, party, None, amount)
        for account, party, amount in (
            (chart.BANK, bank, net),
            ("merchant_fees", processor, fee),
            (chart.CARD, processor, -gross),
        )
        if amount
    ]
    transactions = [Transaction(source_key, "card_settlement", tuple(entries))] if entries else []
    return post(state, *transactions)


def virtual_card_run(
    state: AccountState,
    *,
    payer: str,
    amount: int,
    fee: int,
    source_key: str,
    processor: str = "processor:X",
    bank: str = "bank:1",
) -> Posting:
    """A payer's virtual card is run like any card: the claim was paid whole, the fee is our expense (J57)."""
    posting = _moved(state, source_key, "virtual_card_run", (chart.CARD, processor), (chart.ERA, payer), amount)
    return posting.then(
        card_settlement(
            posting.state, gross=amount, fee=fee, source_key=f"{source_key}:settled", processor=processor, bank=bank
        )
    )


def agency_remitted(
    state: AccountState, *, gross: int, fee: int, patient: str, agency: str, source_key: str, bank: str = "bank:1"
) -> Posting:
    """An agency sends what it collected on written-off balances less its fee: recovery is gross (J42)."""
    parts = ((chart.BANK, bank, gross - fee), ("agency_fees", agency, fee), ("bad_debt_recovery", patient, -gross))
    entries = tuple(entry(account, party, None, amount) for account, party, amount in parts if amount)
    return post(state, Transaction(source_key, "agency_remitted", entries))


def fee_charged(
    state: AccountState, *, account: str, party: str, money: Money, amount: int, source_key: str
) -> Posting:
    """A bank's or processor's fee (an expense), or a fee to the patient, which is not medical A/R (J33)."""
    return _moved(state, source_key, "fee_charged", (account, party), money, amount)


def _moved(
    state: AccountState, source_key: str, kind: str, to: Money, out_of: Money, amount: int, reference: str = ""
) -> Posting:
    draft = Draft(state)
    draft.move(amount, to=to, out_of=out_of, line=None)
    return post(state, *draft.transaction(source_key, kind, reference=reference))
