"""The payers of the simulator as values: who they are, what their contract pays, how they behave; and their plans.

A book is data (`payers.yaml` is the demo's); nothing here knows the application that sends the claims.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct, convert

from cleanclaim.core.claim.value import Address
from cleanclaim.core.tables import read_table

Kind = Literal["medicare", "medicaid", "commercial", "workers_compensation", "supplement"]


class Plan(Struct, frozen=True):
    """What the members of a plan pay themselves; amounts in cents, a year each."""

    name: str
    weight: int = 1  # how often a member has it, against the payer's other plans
    copay: int = 0  # a visit
    deductible: int = 0
    coinsurance_percent: int = 0
    out_of_pocket_max: int | None = None
    visit_skips_deductible: bool = True  # the copay stands in its place
    insurance_type: str = ""  # EB04


class Quirk(Struct, frozen=True):
    """One behavior of quirks.yaml: how often, in a thousand claims, remittances or files as `of` says."""

    title: str
    of: Literal["claim", "remittance", "batch"]
    rate: int = 0


class SimPayer(Struct, frozen=True):
    """One payer."""

    payer_id: str
    name: str
    kind: Kind
    tax_id: str  # TRN03 is "1" and this
    filing_code: str  # CLP06
    address: Address
    phone: str
    plans: tuple[Plan, ...]
    rates: dict[str, int] = {}  # allowed cents of one unit
    percent_of_charge: int = 60  # for what has no rate
    cycle_days: int = 14  # from receipt to the first pay day that may carry it
    pay_weekday: int = 3  # 0 is Monday
    filing_days: int = 365  # timely filing from the day of service
    needs_authorization: tuple[str, ...] = ()  # first characters of procedures
    not_covered: tuple[str, ...] = ()
    needs_taxonomy: bool = False
    needs_accident_date: bool = False
    sequestration_percent: int = 0
    interest_days: int = 0  # clean claims paid later than this earn interest; 0: none
    denials: dict[str, int] = {}  # "CO-16": in a thousand claims
    quirks: dict[str, int] = {}  # rates of its own, in place of those of quirks.yaml

    @property
    def originator(self) -> str:
        return f"1{self.tax_id}"


class PayerBook(Struct, frozen=True):
    """All payers by number."""

    payers: tuple[SimPayer, ...]

    def payer(self, payer_id: str) -> SimPayer | None:
        return next((payer for payer in self.payers if payer.payer_id == payer_id), None)


@lru_cache(maxsize=1)
def demo_book() -> PayerBook:
    """The five payers of the demo, and the supplement that Medicare sends claims on to (payers.yaml)."""
    raw = read_table(files("cleanclaim.core.simulator").joinpath("payers.yaml").read_text("utf-8"))
    rates: dict[str, int] = raw["rates_at_100_percent"]
    payers = []
    for row in raw["payers"]:
        percent = row.pop("rate_percent")
        fees = {code: amount * percent // 100 for code, amount in rates.items()}
        payers.append(convert({**row, "rates": {**fees, **row.get("rates", {})}}, SimPayer))
    return PayerBook(tuple(payers))


@lru_cache(maxsize=1)
def quirks() -> dict[str, Quirk]:
    """quirks.yaml by key."""
    raw = read_table(files("cleanclaim.core.simulator").joinpath("quirks.yaml").read_text("utf-8"))
    return convert(raw, dict[str, Quirk])


def rate(payer: SimPayer, quirk: str) -> int:
    """How often, in a thousand, this payer does it."""
    return payer.quirks.get(quirk, quirks()[quirk].rate)
