"""Forms of patient billing."""

from django import forms

from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.ledger.selectors import LineMoney
from cleanclaim.apps.patient_billing.statement import procedure_words
from cleanclaim.apps.practices.forms import LaidOutForm, MoneyField
from cleanclaim.apps.practices.models import Location
from cleanclaim.core.money import dollars

NEEDS_REFERENCE = {Method.CARD: "Enter the card processor's reference.", Method.CHECK: "Enter the check number."}


class PaymentForm(LaidOutForm):
    """A payment and what it is for; `lines` are those the patient owes on."""

    widths = {"amount": "w3", "method": "w3", "reference": "w3", "location": "w3"}
    amount = MoneyField(label="Amount")
    method = forms.ChoiceField(label="How", choices=Method, initial=Method.CARD)
    reference = forms.CharField(label="Card reference or check number", max_length=60, required=False)
    location = forms.ModelChoiceField(
        label="Taken at", queryset=Location.everywhere.none(), empty_label=None, required=False
    )
    chosen = forms.MultipleChoiceField(
        label="For these services only (none ticked: the oldest first)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, lines: list[LineMoney], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(each.line.pk): each for each in lines if each.with_patient}
        self.fields["location"].queryset = Location.objects.order_by("pk")
        self.fields["location"].initial = Location.objects.order_by("pk").first()
        self.fields["chosen"].choices = [(pk, _label(each)) for pk, each in self.lines.items()]
        if not self.lines:
            del self.fields["chosen"]

    def clean(self) -> dict[str, object]:
        """A card and a check are named, so that the payment can be found again."""
        cleaned = super().clean()
        asked = NEEDS_REFERENCE.get(cleaned.get("method"))
        if asked and not cleaned.get("reference"):
            self.add_error("reference", asked)
        return cleaned

    def chosen_lines(self) -> list[LineMoney]:
        """The lines ticked, oldest first."""
        ticked = self.cleaned_data.get("chosen", ())
        return [each for pk, each in self.lines.items() if pk in ticked]


def _label(each: LineMoney) -> str:
    day = each.line.service_on
    return f"{day:%b} {day.day}, {procedure_words(each.line.procedure)}: {dollars(each.with_patient)}"
