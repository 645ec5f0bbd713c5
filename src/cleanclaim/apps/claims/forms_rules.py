"""The form that composes a payer rule in words, and the days it is switched on and retired."""

from typing import Any

from django import forms

from cleanclaim import clock
from cleanclaim.apps.claims.composed import PARTS, Composed, text_of, words_of
from cleanclaim.apps.claims.errors import RuleNotUsable
from cleanclaim.apps.claims.models import PayerRule
from cleanclaim.apps.claims.services.ruling import next_number, rule_checked
from cleanclaim.apps.claims.written import rule_read, short_name
from cleanclaim.apps.practices.forms import DayField, LaidOutForm
from cleanclaim.apps.practices.models import Payer

WHEN = ("1", "2", "3")
NAMES = [("", "nothing more"), *((part.name, part.words) for part in PARTS.values())]
SEVERITIES = [("error", "Hold the claim"), ("warning", "Hold it, it may be sent in spite"), ("info", "Only remark")]
FIELD_OF_KEY = {"when": "words_1", "require": "then_words", "forbid": "then_words", "message": "message", "fix": "fix"}


def _words(label: str, help_text: str = "") -> forms.CharField:
    quiet = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, required=False, widget=quiet, help_text=help_text)


class RuleForm(LaidOutForm):
    """When … then require or forbid … say … fix; what it makes is tried by the core before it is taken."""

    payer = forms.ModelChoiceField(Payer.everywhere.none(), empty_label=None)
    title = forms.CharField(max_length=120, label="Title", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_1 = forms.ChoiceField(choices=NAMES, label="When", required=False, initial="procedure")
    words_1 = _words("is", "99213, J*, 99202-99215; empty: anything")
    field_2 = forms.ChoiceField(choices=NAMES, label="and when", required=False)
    words_2 = _words("is (2)")
    field_3 = forms.ChoiceField(choices=NAMES, label="and when (3)", required=False)
    words_3 = _words("is (3)")
    verb = forms.ChoiceField(choices=[("require", "require"), ("forbid", "forbid")], label="then")
    then_field = forms.ChoiceField(choices=NAMES[1:], label="what", initial="REF*G1")
    then_words = _words("with the value", "Empty: any value")
    severity = forms.ChoiceField(choices=SEVERITIES, label="Then")
    message = forms.CharField(max_length=300, label="Say", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    fix = forms.CharField(max_length=300, label="Fix", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    source = _words("Where the payer says so")
    why = forms.CharField(max_length=200, label="Why", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    widths = {
        "payer": "w2",
        "title": "w4",
        "verb": "w1",
        "then_field": "w2",
        "then_words": "w3",
        "severity": "w2",
        **{f"field_{row}": "w3" for row in WHEN},
        **{f"words_{row}": "w3" for row in WHEN},
        "message": "w4",
        "fix": "w6",
        "source": "w3",
        "why": "w3",
    }

    def __init__(self, *args: Any, rule: PayerRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.text = rule, ""
        self.fields["payer"].queryset = Payer.objects.order_by("name")
        for name, field in self.fields.items():
            help_id = f"id_{name}_helptext " if field.help_text else ""
            field.widget.attrs["aria-describedby"] = f"{help_id}id_{name}_error"

    def clean(self) -> dict[str, Any]:
        """The text of the rule, as the core reads it; what it cannot read stands beside its field."""
        cleaned = super().clean()
        when = self._when(cleaned)
        then = self._taken("then_words", cleaned.get("then_field", ""), cleaned)
        if not self.errors:
            self.text = text_of(self._composed(cleaned, when, then))
            try:
                self.read = rule_checked(cleaned["payer"], self.text)
            except RuleNotUsable as refusal:
                self.add_error(FIELD_OF_KEY.get(refusal.key), _plain(refusal))
        return cleaned

    def _when(self, cleaned: dict[str, Any]) -> dict[str, list[str]]:
        when: dict[str, list[str]] = {}
        for row in WHEN:
            name = cleaned.get(f"field_{row}")
            if name and name in when:
                self.add_error(f"field_{row}", "Named above already: put the words there, with commas.")
            elif name:
                when[name] = self._taken(f"words_{row}", name, cleaned)
        return when

    def _taken(self, field: str, name: str, cleaned: dict[str, Any]) -> list[str]:
        try:
            return words_of(cleaned.get(field, ""), PARTS[name]) if name else []
        except ValueError as problem:
            self.add_error(field, str(problem))
            return []

    def _composed(self, cleaned: dict[str, Any], when: dict[str, list[str]], then: list[str]) -> Composed:
        payer, is_same = cleaned["payer"], self.rule and self.rule.payer_id == cleaned["payer"].pk
        return Composed(
            payer=short_name(payer), number=self.rule.number if is_same else next_number(payer), when=when,
            is_forbidden=cleaned["verb"] == "forbid", then=(cleaned["then_field"], then), first=clock.today(),
            **{name: cleaned[name] for name in ("title", "severity", "message", "fix", "source")},
        )  # fmt: skip


def initial_of(rule: PayerRule) -> dict[str, Any]:
    """The parts of a rule that was composed here."""
    read = rule_read(rule)
    verb = "forbid" if read.forbid else "require"
    [(name, words), *_] = (read.forbid or read.require).items()
    initial = {"payer": rule.payer_id, "verb": verb, "then_field": name, "then_words": ", ".join(words)}
    initial |= {key: getattr(read, key) for key in ("title", "severity", "message", "fix", "source")} | {"field_1": ""}
    for row, (field, given) in zip(WHEN, read.when.items(), strict=False):
        initial |= {f"field_{row}": field, f"words_{row}": ", ".join(given)}
    return initial | {"why": rule.why}


def _plain(refusal: RuleNotUsable) -> str:
    if refusal.key == "examples":
        return "No claim could break this rule and be mended by it: what it wants contradicts when it holds."
    return str(refusal)


class OnForm(LaidOutForm):
    """The first day of service it judges."""

    first = DayField(label="For services from")
    widths = {"first": "w3"}


class RetireForm(LaidOutForm):
    """The last day of service it judges."""

    last = DayField(label="Last day of service")
    widths = {"last": "w3"}
