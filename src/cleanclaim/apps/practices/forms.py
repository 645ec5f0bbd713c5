"""Fields and habits that the forms of every stage share."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount

T = TypeVar("T")
NOT_DIGITS = re.compile(r"\D")


class DigitsField(forms.CharField):
    """Digits however they are punctuated: "(518) 555-0100" is 5185550100."""

    def __init__(self, *, lengths: tuple[int, ...], says: str, **kwargs: Any) -> None:
        self.lengths, self.says = lengths, says
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        digits = NOT_DIGITS.sub("", text)
        if text and len(digits) not in self.lengths:
            raise ValidationError(self.says)
        return digits


def phone_field(label: str = "Phone") -> DigitsField:
    """A US telephone number."""
    return DigitsField(
        label=label, lengths=(10,), says="Ten digits, area code first: 518 555 0100.", required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip


def zip_field() -> DigitsField:
    """A ZIP or ZIP+4."""
    return DigitsField(
        label="ZIP", lengths=(5, 9), says="Five or nine digits: 12207 or 12207-1234.", required=False, max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%m/%d/%Y"], **kwargs)


class MoneyField(forms.CharField):
    """Dollars as typed ("25", "1,683.00"); the value is cents, None when empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).replace("$", "").replace(",", "").strip()
        if not text:
            return None
        try:
            amount = money.cents(text)
        except MalformedAmount:
            raise ValidationError("An amount in dollars and cents: 25.00.") from None
        if amount < 0:
            raise ValidationError("An amount of zero or more.")
        return amount


class LaidOutForm(forms.Form):
    """A form whose fields know their share of the six columns: `widths` maps a field's name to w1 … w6."""

    widths: dict[str, str] = {}

    def laid_out(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each visible field with its width."""
        return ((field, self.widths.get(field.name, "")) for field in self.visible_fields())


def carried_out(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What `act` returns once the sent form is valid; None when it is not sent, not valid, or refused.

    A refusal stands in the form afterwards: beside the field it names in `field`, else above all.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except NotPermitted:
        raise
    except Refusal as refusal:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, str(refusal))
        return None


def form_status(form: forms.Form) -> int:
    """The HTTP status of the page that shows the form: 422 when it was refused."""
    return 422 if form.is_bound and form.errors else 200


def not_after(day: date | None, limit: date, says: str) -> None:
    """Refuse a day after `limit`."""
    if day and day > limit:
        raise ValidationError(says)
