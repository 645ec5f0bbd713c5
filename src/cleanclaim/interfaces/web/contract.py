"""A payer's contract: entered and corrected beside an example that is worked out by it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import transaction
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.choices import Pricing
from cleanclaim.apps.practices.contracts import (
    EDIT,
    ContractTerms,
    Serviced,
    contract_begin,
    contract_change,
    expected,
    paid_after_sequestration,
)
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, MoneyField, carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Contract, Payer
from cleanclaim.apps.practices.selectors import contracts_of, payers_of
from cleanclaim.core.money import dollars, plain

form_view = require_http_methods(["GET", "HEAD", "POST"])
NEEDS = {
    Pricing.MEDICARE: ("percent",), Pricing.CHARGE: ("percent",), Pricing.PER_DIEM: ("amount",),
    Pricing.CASE_RATE: ("amount",),
}  # fmt: skip
SAYS = {"percent": "How many percent?", "amount": "How much?"}
_percent = {"max_digits": 6, "decimal_places": 2, "min_value": 0, "required": False}
_AT_MOST_WHOLE = MaxValueValidator(100)


class ContractForm(LaidOutForm):
    """What the contract says, for which days."""

    widths = {
        "name": "w6", "effective_from": "w3", "effective_to": "w3", "pricing": "w4", "percent": "w2", "amount": "w2",
        "conversion_factor": "w2", "mac": "w2", "locality": "w2", "second_percent": "w2", "later_percent": "w2",
    }  # fmt: skip
    name = forms.CharField(max_length=60)
    effective_from = DayField(label="First day")
    effective_to = DayField(label="Last day", required=False)
    pricing = forms.ChoiceField(label="How it prices", choices=Pricing.choices)
    percent = forms.DecimalField(label="Percent", help_text="Of Medicare or billed.", **_percent)
    amount = MoneyField(label="Amount", required=False, help_text="A day or a case.")
    conversion_factor = forms.DecimalField(
        label="Conversion factor", max_digits=8, decimal_places=4, min_value=Decimal(0), required=False,
        help_text="Empty: Medicare's.",
    )  # fmt: skip
    mac = forms.CharField(
        label="Medicare contractor", required=False, max_length=5, help_text="Empty: national.",
        validators=[RegexValidator(r"^[0-9]{5}$", "Five digits: 13282.")],
    )  # fmt: skip
    locality = forms.CharField(
        required=False, max_length=2, validators=[RegexValidator(r"^[0-9]{2}$", "Two digits: 01.")]
    )
    second_percent = forms.IntegerField(label="Second procedure, %", min_value=0, validators=[_AT_MOST_WHOLE])
    later_percent = forms.IntegerField(label="Later procedures, %", min_value=0, validators=[_AT_MOST_WHOLE])
    lesser_of = forms.BooleanField(label="Never more than billed", required=False)
    sequestration = forms.BooleanField(label="Less sequestration (2 % of what is paid)", required=False)

    def clean(self) -> dict[str, Any]:
        """Each way of pricing with what it needs; days in order."""
        given = super().clean() or self.cleaned_data
        for name in NEEDS.get(given.get("pricing", ""), ()):
            if name in given and given[name] is None:
                self.add_error(name, SAYS[name])
        first, last = given.get("effective_from"), given.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", "Not before the first day.")
        return given


class ExampleForm(LaidOutForm):
    """One service to work out."""

    widths = {"procedure": "w3", "charge": "w3", "on": "w6"}
    procedure = forms.CharField(label="Code", max_length=5)
    charge = MoneyField(label="Billed")
    on = DayField(label="Day")


class Example(Struct, frozen=True):
    """What the contract allows for one service on a day, in a sentence, and the steps that lead there."""

    words: str
    steps: tuple[str, ...] = ()


@form_view
@permission_needed(EDIT)
def contract_page(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Correct a contract."""
    contract = get_object_or_404(contracts_of(by=request.actor), pk=contract_id)
    form = ContractForm(request.POST or None, initial=_typed(contract))
    saved = carried_out(form, lambda: contract_saved(contract=contract, terms=_terms(form, contract), by=request.actor))
    if saved:
        messages.success(request, f"{saved.name} is saved.")
        return redirect("web:contract", saved.pk)
    return _page(request, contract.payer, contract, form)


@form_view
@permission_needed(EDIT)
def contract_new(request: HttpRequest, payer_id: int) -> HttpResponse:
    """New terms of a payer from a day on."""
    payer = get_object_or_404(payers_of(by=request.actor), pk=payer_id)
    known = contracts_of(by=request.actor).filter(payer=payer).first()
    start = {**(_typed(known) if known else {"second_percent": 100, "later_percent": 100}), "effective_to": None}
    form = ContractForm(request.POST or None, initial={**start, "effective_from": clock.today()})
    saved = carried_out(form, lambda: contract_started(payer=payer, terms=_terms(form, known), by=request.actor))
    if saved:
        messages.success(request, f"{saved.name} holds from {saved.effective_from} on.")
        return redirect("web:contract", saved.pk)
    return _page(request, payer, known, form)


@transaction.atomic
def contract_saved(*, contract: Contract, terms: ContractTerms, by: Actor) -> Contract:
    """Correct it and record who did."""
    saved = contract_change(contract=contract, terms=terms, by=by)
    activity_record(subject=saved, what="contract_change", words=f"Changed {saved.name} of {saved.payer}", by=by)
    return saved


@transaction.atomic
def contract_started(*, payer: Payer, terms: ContractTerms, by: Actor) -> Contract:
    """Enter it and record who did."""
    saved = contract_begin(payer=payer, terms=terms, by=by)
    words = f"Entered {saved.name} of {payer} from {saved.effective_from} on"
    activity_record(subject=saved, what="contract_begin", words=words, by=by)
    return saved


def worked(contract: Contract, procedure: str, on: date, charge: int) -> Example:
    """The example beside the form: "99213 on 2026-03-02 = $92.40"."""
    start = f"{procedure} on {on}"
    if not contract.is_in_force(on):
        return Example(f"{start}: this contract is not in force that day")
    rates = {(row.procedure, row.modifier): row.allowed for row in contract.rates.filter(procedure=procedure)}
    [found] = expected(contract, [Serviced(procedure, charge)], rates, on=on)
    if found.allowed is None:
        return Example(f"{start}: the contract does not say", (_missing(contract),))
    paid = paid_after_sequestration(contract, found.allowed)
    last = () if paid is None else (f"less 2 % sequestration of what the payer pays: {dollars(paid)} arrive",)
    return Example(f"{start} = {dollars(found.allowed)}", (*found.steps, *last))


def _missing(contract: Contract) -> str:
    if contract.pricing == Pricing.FEE_TABLE:
        return "the code is not among its prices"
    return "Medicare's relative values, indices or conversion factor of that day are not loaded for it"


def _page(request: HttpRequest, payer: Payer, contract: Contract | None, form: ContractForm) -> HttpResponse:
    asked = request.GET if "procedure" in request.GET else None
    example = ExampleForm(asked, initial={"procedure": "99213", "on": clock.today(), "charge": "150.00"})
    given = example.cleaned_data if example.is_bound and example.is_valid() else None
    given = given or {"procedure": "99213", "on": clock.today(), "charge": 150_00}
    shown = worked(contract, **given) if contract else None
    context = {"payer": payer, "contract": contract, "form": form, "example": example, "worked": shown}
    return render(request, "web/contract.html", context, status=form_status(form))


def _typed(contract: Contract) -> dict[str, Any]:
    amount = "" if contract.amount is None else plain(contract.amount)
    return {**model_to_dict(contract), "amount": amount}


def _terms(form: ContractForm, known: Contract | None) -> ContractTerms:
    """What was typed; the percent of codes that are not listed stays as it is."""
    given = dict(form.cleaned_data)
    return ContractTerms(**given, percent_of_charge=known.percent_of_charge if known else None)
