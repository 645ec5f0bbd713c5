"""Contracts as rows and as the core's agreement: what a payer should allow for the lines of one claim, and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from msgspec import Struct
from msgspec.structs import asdict

from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import Pricing
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Contract, ContractRate, Payer
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.fees import Fee
from cleanclaim.core.pricing import (
    Agreement,
    Billed,
    CaseRate,
    Expected,
    FeeTable,
    Medicare,
    PercentOfCharge,
    PercentOfMedicare,
    PerDiem,
    Relative,
    expected_of,
    sequestered,
)

EDIT = "contract.edit"
SEQUESTRATION_PERCENT = Decimal(2)
# Places of service where Medicare pays the lower practice expense, because the facility bills its own.
FACILITIES = frozenset(["19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61"])
REDUCIBLE = ("2", "3")  # multiple-procedure indicators of the fee schedule
WHOLE = Decimal(100)
_NATIONAL = Relative(Decimal(1), Decimal(1), Decimal(1))


class ContractTerms(Struct, frozen=True):
    """What a person types of a contract; amounts in cents, the conversion factor in dollars."""

    name: str
    effective_from: date
    pricing: Pricing
    effective_to: date | None = None
    percent: Decimal | None = None
    amount: int | None = None
    conversion_factor: Decimal | None = None
    mac: str = ""
    locality: str = ""
    lesser_of: bool = False
    second_percent: int = 100
    later_percent: int = 100
    sequestration: bool = False
    percent_of_charge: int | None = None


class Serviced(Struct, frozen=True):
    """A line to price; `modifiers` as in the charge line ("25,59"), charge in cents."""

    procedure: str
    charge: int
    units: Decimal = Decimal(1)
    modifiers: str = ""
    place_of_service: str = "11"
    service_on: date | None = None


@transaction.atomic
def contract_change(*, contract: Contract, terms: ContractTerms, by: Actor) -> Contract:
    """Correct what was entered; claims posted since keep what they were judged by."""
    may_edit(by)
    for name, value in asdict(terms).items():
        setattr(contract, name, value)
    _assert_apart(contract)
    contract.save()
    return contract


@transaction.atomic
def contract_begin(*, payer: Payer, terms: ContractTerms, by: Actor) -> Contract:
    """New terms from a day on: what was in force ends the day before, and its prices are the new contract's too."""
    may_edit(by)
    before = Contract.objects.on(terms.effective_from).filter(payer=payer).order_by("-effective_from").first()
    if before and before.effective_from < terms.effective_from:
        before.effective_to = terms.effective_from - timedelta(days=1)
        before.save(update_fields=["effective_to"])
    contract = Contract(practice=by.practice, payer=payer, **asdict(terms))
    _assert_apart(contract)
    contract.save()
    if before and terms.pricing == Pricing.FEE_TABLE:
        rates = before.rates.values_list("procedure", "modifier", "allowed")
        ContractRate.objects.bulk_create(
            ContractRate(practice=by.practice, contract=contract, procedure=code, modifier=modifier, allowed=allowed)
            for code, modifier, allowed in rates
        )
    return contract


def expected(
    contract: Contract, lines: Sequence[Serviced], rates: Mapping[tuple[str, str], int], *, on: date
) -> list[Expected]:
    """What the contract allows for the lines of one claim on a day, each with its steps; `rates` are its own prices."""
    agreement = agreement_of(contract, lines, rates, on=on)
    if agreement is None:
        return [Expected(None)] * len(lines)
    is_reducing = any(percent != WHOLE for percent in agreement.reduction)
    found = expected_of([_billed(line, is_reducing and _is_reducible(line.procedure, on)) for line in lines], agreement)
    if contract.pricing != Pricing.FEE_TABLE:
        return found
    return [each if (line.procedure, line.modifiers) in rates else Expected(None)
            for line, each in zip(lines, found, strict=True)]  # fmt: skip


def agreement_of(
    contract: Contract, lines: Iterable[Serviced], rates: Mapping[tuple[str, str], int], *, on: date
) -> Agreement | None:
    """The contract as the core computes with it; None where something it needs is not known."""
    reduction = (WHOLE, Decimal(contract.second_percent), Decimal(contract.later_percent))
    terms: dict[str, Any] = {"lesser_of": contract.lesser_of, "reduction": reduction}
    if contract.pricing == Pricing.FEE_TABLE:
        return Agreement(FeeTable(rates), **terms)
    if contract.pricing == Pricing.PER_DIEM:
        return Agreement(PerDiem(contract.amount or 0), **terms)
    if contract.pricing == Pricing.CASE_RATE:
        return Agreement(CaseRate(contract.amount or 0), **terms)
    percent = contract.percent if contract.percent is not None else WHOLE
    if contract.pricing == Pricing.CHARGE:
        return Agreement(PercentOfCharge(percent), **terms)
    medicare = _medicare(contract, lines, on)
    return Agreement(PercentOfMedicare(percent, medicare), **terms) if medicare else None


def paid_after_sequestration(contract: Contract, allowed: int) -> int | None:
    """What arrives of an allowed amount without a patient share, where the contract is sequestered."""
    return sequestered(allowed, 0, SEQUESTRATION_PERCENT) if contract.sequestration else None


def _medicare(contract: Contract, lines: Iterable[Serviced], on: date) -> Medicare | None:
    """Relative values of the lines' codes, with the locality's indices; None when the year is not loaded."""
    sets = codesets()
    if not sets.fees.answers(on):
        return None
    schedule = sets.fees.at(on)
    factor = contract.conversion_factor or schedule.conversion_factor
    locality = _locality(contract, on)
    if factor is None or locality is None:
        return None
    found = {line.procedure: (schedule.fee(line.procedure), line.place_of_service in FACILITIES) for line in lines}
    values = {code: _relative(fee, in_facility) for code, (fee, in_facility) in found.items() if fee}
    return Medicare(values, locality, Decimal(factor))


def _locality(contract: Contract, on: date) -> Relative | None:
    if not contract.mac:
        return _NATIONAL
    indices = codesets().cost_indices
    found = indices.at(on).of(contract.mac, contract.locality) if indices.answers(on) else None
    return found and Relative(*(Decimal(each).scaleb(-3) for each in (found.work, found.practice, found.malpractice)))


def _relative(fee: Fee, in_facility: bool) -> Relative:
    expense = fee.facility if in_facility else fee.practice
    return Relative(*(Decimal(each).scaleb(-2) for each in (fee.work, expense, fee.malpractice)))


def _billed(line: Serviced, is_reducible: bool) -> Billed:
    modifiers = tuple(filter(None, [line.modifiers]))
    return Billed(line.procedure, line.charge, line.units, modifiers, is_reducible, line.service_on)


def _is_reducible(procedure: str, on: date) -> bool:
    """Whether multiple-procedure rules apply; a code that no table knows is not reduced."""
    try:
        return codesets().indicators(procedure, on=on).multiple in REDUCIBLE
    except CodeSetMissing:
        return False


def _assert_apart(contract: Contract) -> None:
    """One contract of a payer a day."""
    others = Contract.objects.filter(payer=contract.payer).exclude(pk=contract.pk)
    last = contract.effective_to or date.max
    for other in others:
        if other.effective_from <= last and contract.effective_from <= (other.effective_to or date.max):
            raise NotAllowedNow(
                f"{other.name} is in force from {other.effective_from} to {other.effective_to or 'now'}: "
                "two contracts of one payer on one day. Choose another first day."
            )


def may_edit(by: Actor) -> None:
    """Refuse who does not enter what was agreed with payers."""
    by.require(EDIT)
    if by.level(EDIT) == "request":
        raise NotAllowedNow("The manager enters contracts. Tell the manager what the payer sent.")
