"""How each edit stands in the practice: what it found lately, and whether it is on, off or no more than a warning."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, QuerySet
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.claims.causes import BY_EDIT
from cleanclaim.apps.claims.choices import SHOWN_SETTING, Setting
from cleanclaim.apps.claims.models import Claim, EditChoice
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.edits import ALL_EDITS, Edit

CHOOSES_EDITS = "payer_rule.edit"
EVERY = EditChoice().scope
DAYS = 90
SUBJECTS = {edit.subject: edit.subject.replace("_", " ").capitalize() for edit in ALL_EDITS}


class Standing(Struct, frozen=True):
    """An edit, how many claims its first look found something on, and what is chosen of it."""

    edit: Edit
    found: int
    choices: tuple[tuple[Setting, EditChoice], ...]  # in the order they were made

    @property
    def subject(self) -> str:
        """Its subject, in words."""
        return SUBJECTS[self.edit.subject]

    @property
    def shown(self) -> tuple[str, str, str]:
        """Tone, icon and words of what holds for all claims."""
        wide = [setting for setting, choice in self.choices if choice.scope == EVERY]
        setting = wide[-1] if wide else Setting.KEEP
        return (*SHOWN_SETTING[setting], setting.label)

    @property
    def narrow(self) -> list[str]:
        """What holds for some claims only: "off for Medicare"."""
        said = ((setting.label.lower(), choice.scope) for setting, choice in self.choices)
        return [f"{words} for {scope}" for words, scope in said if scope != EVERY]


def edit_choices_visible(*, by: Actor) -> QuerySet[EditChoice]:
    """Every choice that was ever made, the latest first."""
    by.require(CHOOSES_EDITS)
    return EditChoice.objects.select_related("payer", "written_by").order_by("-pk")


def edits_standing(*, by: Actor, text: str = "", subject: str = "", chosen: bool = False) -> list[Standing]:
    """The edits that a search finds, those that found most first; with `chosen` those that something is chosen of."""
    choices = list(edit_choices_visible(by=by).on(clock.today()).order_by("pk"))
    found, words = found_lately(by=by), text.lower().split()
    edits = [edit for edit in ALL_EDITS if subject in ("", edit.subject) and _is_about(edit, words)]
    rows = [standing_of(edit, choices, found[edit.code]) for edit in edits]
    return sorted((row for row in rows if row.choices or not chosen), key=lambda row: (-row.found, row.edit.code))


def standing_of(edit: Edit, choices: list[EditChoice], found: int) -> Standing:
    """The edit by the choices that speak of it."""
    said = [(setting, choice) for choice in choices if (setting := choice.setting_of(edit.code))]
    return Standing(edit, found, tuple(said))


def found_lately(*, by: Actor) -> Counter[str]:
    """By edit: on how many claims of the last `DAYS` it found something when they were first checked."""
    by.require(CHOOSES_EDITS)
    since = clock.now() - timedelta(days=DAYS)
    rows = Claim.objects.filter(created_at__gte=since).exclude(found_at_first="").order_by()
    found: Counter[str] = Counter()
    for codes, count in rows.values_list("found_at_first").annotate(count=Count("*")):
        found.update(dict.fromkeys(codes.split(), count))
    return found


def _is_about(edit: Edit, words: list[str]) -> bool:
    whole = f"{edit.code} {edit.title} {edit.subject}".lower()
    return all(word in whole for word in words)


def edit_named(code: str) -> Edit | None:
    """The edit of a code, in any letters."""
    return BY_EDIT.get(code.upper())
