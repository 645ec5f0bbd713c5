"""Forms of the ledger's desks."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.practices.forms import LaidOutForm, MoneyField


class DeclineForm(LaidOutForm):
    """Why a request is declined."""

    why = forms.CharField(label="Why not", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class RefundForm(LaidOutForm):
    """How much goes back, and why."""

    widths = {"amount": "w2", "reason": "w4"}
    amount = MoneyField(label="Amount")
    reason = forms.CharField(label="Why it goes back", max_length=200)


class SendForm(LaidOutForm):
    """How an approved refund was sent."""

    widths = {"method": "w2", "reference": "w4"}
    method = forms.ChoiceField(label="How", choices=[(each.value, each.label) for each in (Method.CHECK, Method.CARD)])
    reference = forms.CharField(label="Check number or card reference", max_length=60)


class ReturnForm(LaidOutForm):
    """Why the bank or the card's owner took a payment back, and what that cost."""

    widths = {"reason": "w4", "fee": "w2"}
    reason = forms.CharField(label="Why it came back", max_length=200)
    fee = MoneyField(label="Fee of the bank or processor", required=False)


class DrawerForm(LaidOutForm):
    """What was counted, and the slip it goes to the bank with."""

    widths = {"counted": "w2", "slip": "w2"}
    counted = MoneyField(label="Counted")
    slip = forms.CharField(label="Deposit slip", max_length=30, required=False)


class CardsForm(LaidOutForm):
    """A batch as the processor paid it."""

    widths = {"gross": "w2", "fee": "w2", "reference": "w2"}
    gross = MoneyField(label="Batch")
    fee = MoneyField(label="Fee kept of it", required=False)
    reference = forms.CharField(label="Batch number", max_length=40)


class CloseForm(LaidOutForm):
    """What may wait until after the close; all of it has to be ticked."""

    left_open = forms.MultipleChoiceField(
        label="May wait until after the close", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, undone: Iterable[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_open"].choices = list(undone)
        if not self.fields["left_open"].choices:
            del self.fields["left_open"]


def month_of(text: str, *, today: date) -> tuple[date, date]:
    """(first, last) day of "2026-10"; of this month for anything else."""
    try:
        first = forms.DateField(input_formats=["%Y-%m"]).clean(text)
    except ValidationError:
        first = today.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
