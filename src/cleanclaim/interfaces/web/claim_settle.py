"""What is still open with the plan, line by line, and the form that settles it."""

from functools import cache
from importlib.resources import files

import yaml
from django import forms
from django.http import QueryDict
from msgspec import Struct

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.forms import LaidOutForm, MoneyField
from cleanclaim.core.money import x12
from cleanclaim.interfaces.jobs.settling import owed_after_answer

MAY_SETTLE = "adjustment.post"


@cache
def ways() -> dict[str, str]:
    """{account, or "patient": words} from settle_ways.yaml."""
    return yaml.safe_load(files(__package__).joinpath("settle_ways.yaml").read_text("utf-8"))


class SettleForm(LaidOutForm):
    """How much of a line, as what, and why."""

    widths = {"amount": "w2", "way": "w4"}
    amount = MoneyField(label="Amount")
    way = forms.ChoiceField(label="What to do", choices=lambda: [("", "Choose"), *ways().items()])
    reason = forms.CharField(label="Why", max_length=200)


class OpenLine(Struct):
    """A line that a payer still owes on though it has answered, in cents, with its form."""

    line: ChargeLine
    open: int
    form: SettleForm


def open_lines(claim: Claim, by: Actor, *, refused: tuple[int, SettleForm] | None = None) -> list[OpenLine]:
    """What payers that have answered owe on each line; nothing for who may not settle it."""
    if not by.may(MAY_SETTLE) or not claim.payments.exists():
        return []
    owed = owed_after_answer(lines=claim.lines.values_list("line_id", flat=True))
    amounts = {line: sum(by_payer.values()) for line, by_payer in owed.items()}
    rows = ChargeLine.objects.filter(pk__in=amounts).order_by("pk")
    number, sent = refused or (0, None)
    return [
        OpenLine(row, amounts[row.pk], sent if row.pk == number else _form(row.pk, amounts[row.pk])) for row in rows
    ]


def settle_form(line_id: int, data: QueryDict) -> SettleForm:
    """The form of a line as it was sent."""
    return SettleForm(data, prefix=f"line-{line_id}")


def _form(line_id: int, amount: int) -> SettleForm:
    return SettleForm(prefix=f"line-{line_id}", initial={"amount": x12(amount)})
