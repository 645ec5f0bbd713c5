"""The chart of accounts as values, read once from chart_of_accounts.yaml beside this file."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

from msgspec import Struct, convert

from cleanclaim.core.tables import read_table

AccountType = Literal["asset", "liability", "revenue", "contra_revenue", "expense", "suspense"]

INSURANCE, PATIENT, COLLECTIONS = "ar_insurance", "ar_patient", "ar_collections"
RECEIVABLES = (INSURANCE, PATIENT, COLLECTIONS)
CHARGES = "gross_charges"
CREDITS, OVERPAYMENTS, FEES = "patient_credits", "insurance_overpayments", "fees_receivable"
UNAPPLIED, SUSPENSE, RECOUP = "unapplied_cash", "posting_suspense", "payer_recoup_pending"
ERA, LOCKBOX, CARD, DRAWER, BANK = "era_clearing", "lockbox_clearing", "card_clearing", "cash_drawer", "cash_operating"

_KINDS: dict[str, tuple[str, ...]] = {
    "payer_or_patient": ("payer", "patient"),
    "payer_or_patient_or_unknown": ("payer", "patient", "unknown"),
    "payer_or_unknown": ("payer", "unknown"),
}


class Account(Struct, frozen=True):
    """One account.  `auto_carc` are "CO-45" texts the engine posts here by itself, `review_carc` what a person may."""

    id: str
    number: int
    type: AccountType
    normal: Literal["debit", "credit"]
    party: str
    line: Literal["required", "optional", "forbidden"]
    meaning: str
    auto_carc: tuple[str, ...] = ()
    auto_condition: str = ""
    review_carc: tuple[str, ...] = ()

    @property
    def party_kinds(self) -> tuple[str, ...]:
        """Kinds of party an entry here may name; empty: it names none."""
        return () if self.party == "none" else _KINDS.get(self.party, (self.party,))

    @property
    def is_adjustment(self) -> bool:
        return self.type == "contra_revenue"


class Chart(Struct, frozen=True):
    """All accounts by id, and the totals the reports speak of."""

    accounts: dict[str, Account]
    derived: dict[str, tuple[str, ...]]

    def account_for(self, group: str, reason: str) -> Account | None:
        """The account that takes this CAS without a person (D2); its condition is the caller's to prove."""
        carc = f"{group}-{reason}"
        return next((a for a in self.accounts.values() if carc in a.auto_carc), None)

    def reviewed_account_for(self, group: str, reason: str) -> Account | None:
        """The account a person will most likely choose for this CAS."""
        carc = f"{group}-{reason}"
        return next((a for a in self.accounts.values() if carc in a.review_carc), None)

    def is_adjustment(self, account: str) -> bool:
        return self.accounts[account].is_adjustment


def read_chart(text: str) -> Chart:
    """A chart from its YAML text."""
    document: dict[str, Any] = read_table(text)
    accounts = convert(document["accounts"], tuple[Account, ...])
    derived = convert(document["meta"]["derived"], dict[str, tuple[str, ...]])
    return Chart({account.id: account for account in accounts}, derived)


@cache
def _packaged() -> Chart:
    return read_chart((files(__package__) / "chart_of_accounts.yaml").read_text(encoding="utf-8"))


CHART = _packaged()
