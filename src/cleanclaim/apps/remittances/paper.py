"""A paper EOB as it is typed: one row a service line, and nothing taken that does not add up to the cent."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim, ClaimLine
from cleanclaim.apps.practices.forms import DayField, LaidOutForm, MoneyField, not_after
from cleanclaim.core.claim.value import Adjustment, Person
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment, ServicePayment

PAIRS = range(3)  # reasons a row has room for
_CODE = re.compile(r"(CO|OA|PI|PR|CR)[ -]?([A-Z]?[0-9]{1,3})", re.ASCII)
_NOTHING_PAID, _FIRST = "4", "1"


class CodeField(forms.CharField):
    """Group and reason as printed: "CO-45" or "co45"; the value is the pair, None when empty."""

    def clean(self, value: Any) -> tuple[str, str] | None:
        text = super().clean(value).strip().upper()
        found = _CODE.fullmatch(text)
        if text and found is None:
            raise ValidationError("A group and a reason: CO-45, PR-2.")
        return (found[1], found[2]) if found else None


class Row(Struct, frozen=True):
    """One service line with the fields to type."""

    line: ClaimLine
    allowed: forms.BoundField
    paid: forms.BoundField
    pairs: tuple[tuple[forms.BoundField, forms.BoundField], ...]


class PaperForm(LaidOutForm):
    """The check, then every line of the claims it pays."""

    widths = {"check_number": "w2", "paid_on": "w2", "amount": "w2"}
    check_number = forms.CharField(label="Check or trace number", max_length=30)
    paid_on = DayField(label="Date of the check")
    amount = MoneyField(label="Check amount")

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        for line in self._lines():
            what = f"{line.line.procedure} of {line.claim.control_number}"
            self.fields[f"allowed-{line.pk}"] = _money(f"Allowed, {what}", charge=line.line.charge)
            self.fields[f"paid-{line.pk}"] = _money(f"Paid, {what}", needed=True, charge=line.line.charge)
            for pair in PAIRS:
                self.fields[f"code-{line.pk}-{pair}"] = _code(f"Reason {pair + 1}, {what}")
                self.fields[f"amount-{line.pk}-{pair}"] = _money(f"Amount {pair + 1}, {what}")

    @property
    def check_fields(self) -> Iterator[tuple[forms.BoundField, str]]:
        """What is said of the check."""
        return ((self[name], width) for name, width in self.widths.items())

    @property
    def by_claim(self) -> Iterator[tuple[Claim, list[Row]]]:
        """Each claim with its rows."""
        for claim in self.claims:
            yield claim, [self._row(line) for line in claim.lines.all()]

    def clean_paid_on(self):
        """Not later than today."""
        not_after(self.cleaned_data["paid_on"], clock.today(), "A check that has come: today or earlier.")
        return self.cleaned_data["paid_on"]

    def clean(self) -> dict[str, Any]:
        """Every line adds up, and the lines are the check."""
        if not self.errors:
            for line in self._lines():
                self._prove(line)
        if not self.errors:
            paid = sum(self.cleaned_data[f"paid-{line.pk}"] for line in self._lines())
            if paid != self.cleaned_data["amount"]:
                check = dollars(self.cleaned_data["amount"])
                self.add_error("amount", f"The lines were paid {dollars(paid)}, the check is {check}.")
        return self.cleaned_data

    def answers(self) -> tuple[ClaimPayment, ...]:
        """What was typed, as a payer would have sent it."""
        return tuple(self._answer(claim, index) for index, claim in enumerate(self.claims, start=1))

    def _lines(self) -> list[ClaimLine]:
        return [line for claim in self.claims for line in claim.lines.all()]

    def _row(self, line: ClaimLine) -> Row:
        pairs = tuple((self[f"code-{line.pk}-{pair}"], self[f"amount-{line.pk}-{pair}"]) for pair in PAIRS)
        return Row(line, self[f"allowed-{line.pk}"], self[f"paid-{line.pk}"], pairs)

    def _prove(self, line: ClaimLine) -> None:
        """Charge less reasons is paid."""
        for pair in PAIRS:
            names = (f"code-{line.pk}-{pair}", f"amount-{line.pk}-{pair}")
            if (self.cleaned_data[names[0]] is None) != (not self.cleaned_data[names[1]]):
                self.add_error(names[1], "A reason and its amount go together.")
        paid = self.cleaned_data[f"paid-{line.pk}"]
        off = line.line.charge - sum(each.amount for each in self._adjustments(line)) - paid
        if off:
            self.add_error(f"paid-{line.pk}", f"{dollars(off)} of the charge is not explained.")

    def _adjustments(self, line: ClaimLine) -> tuple[Adjustment, ...]:
        said = ((self.cleaned_data[f"code-{line.pk}-{n}"], self.cleaned_data[f"amount-{line.pk}-{n}"]) for n in PAIRS)
        return tuple(Adjustment(*code, amount) for code, amount in said if code and amount)

    def _answer(self, claim: Claim, index: int) -> ClaimPayment:
        services = tuple(self._service(line) for line in claim.lines.all())
        paid = sum(each.paid for each in services)
        shares = sum(a.amount for each in services for a in each.adjustments if a.group == "PR")
        member = claim.coverage.member_id if claim.coverage else ""
        return ClaimPayment(
            patient_control_number=claim.control_number,
            status=_FIRST if paid or shares else _NOTHING_PAID,
            charge=sum(each.charge for each in services),
            paid=paid,
            patient_responsibility=shares,
            filing_code=claim.payer.filing_code,
            payer_claim_control_number=claim.payer_claim_control_number,
            patient=Person(claim.patient.last_name, claim.patient.first_name, member_id=member),
            lines=services,
            index=index,
        )

    def _service(self, row: ClaimLine) -> ServicePayment:
        line, allowed = row.line, self.cleaned_data[f"allowed-{row.pk}"]
        return ServicePayment(
            line.charge,
            self.cleaned_data[f"paid-{row.pk}"],
            line.procedure,
            modifiers=tuple(filter(None, line.modifiers.split(","))),
            units=f"{line.units.normalize():f}",
            service_from=line.service_on,
            line_control_number=row.control_number,
            adjustments=self._adjustments(row),
            amounts=(("B6", allowed),) if allowed else (),
        )


def _money(label: str, *, needed: bool = False, charge: int | None = None) -> MoneyField:
    field = MoneyField(label=label, required=needed)
    field.widget.attrs |= {"aria-label": label, "class": "cc-eob-cell", "size": "8"}
    if charge is not None:
        field.widget.attrs["data-charge"] = str(charge)
    return field


def _code(label: str) -> CodeField:
    attrs = {
        "aria-label": label,
        "class": "cc-eob-cell",
        "size": "6",
        "autocomplete": "off",
        "autocapitalize": "characters",
    }
    return CodeField(label=label, required=False, max_length=7, widget=forms.TextInput(attrs=attrs))
