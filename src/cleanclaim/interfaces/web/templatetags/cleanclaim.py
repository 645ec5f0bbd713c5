"""Template filters and tags of the design system; all of them are builtins, so no template loads them.

Money is integer cents, dates are practice dates, and everything returned is safe HTML or plain text.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cleanclaim import clock as server_clock
from cleanclaim.core import money as amounts

register = template.Library()

NOT_KNOWN = SafeString('<span class="cc-mute">not known</span>')
WARN_DAYS, BAD_DAYS, NEAR_DAYS = 7, 2, 7
PHONE_DIGITS = 10


# ---------- money ----------
@register.filter
def money(cents: int | None) -> SafeString:
    """168300 is ``<data class="cc-money" value="1683.00">$1,683.00</data>``; None says it is not known, never zero."""
    if cents is None or cents == "":
        return NOT_KNOWN
    value, words = amounts.plain(cents), amounts.dollars(cents)  # digits and signs: nothing that could be markup
    return SafeString(f'<data class="cc-money" value="{value}">{words}</data>')


@register.filter
def cents_plain(cents: int | None) -> str:
    """168300 is "1683.00": for inputs, ``data-v`` cells and attributes."""
    return "" if cents is None or cents == "" else amounts.plain(cents)


# ---------- dates ----------
def _practice_date(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """Nov 4, 2026"""
    if not value:
        return ""
    on = _practice_date(value)
    return f"{on:%b} {on.day}, {on.year}"


@register.filter
def near(value: date | datetime | None) -> str:
    """Wed Nov 25 when at most 7 days away either way, else Nov 4, 2026."""
    if not value:
        return ""
    on = _practice_date(value)
    if abs((on - server_clock.today()).days) > NEAR_DAYS:
        return day(on)
    return f"{on:%a %b} {on.day}"


@register.filter
def moment(value: datetime | None) -> str:
    """Nov 19, 14:02; with the year when it is another one than today's."""
    if not value:
        return ""
    local = timezone.localtime(value)
    year = "" if local.year == server_clock.today().year else f", {local.year}"
    return f"{local:%b} {local.day}{year}, {local:%H:%M}"


@register.filter
def age(born: date | None, on: date | None = None) -> int | str:
    """Whole years on a date, today unless told."""
    if not born:
        return ""
    on = on or server_clock.today()
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@register.simple_tag
def clock(deadline: date | None, form: str = "days") -> SafeString:
    """Time left to a limit: grey over 7 days, warn to 3, bad at 2 or less.  ``"full"`` names the date as well."""
    if deadline is None:
        return format_html('<span class="cc-clock is-wait">{}no limit</span>', icon("clock", "s"))
    left = (_practice_date(deadline) - server_clock.today()).days
    tone = "is-wait" if left > WARN_DAYS else "is-warn" if left > BAD_DAYS else "is-bad"
    words = _days_left(left, full=form == "full")
    if form == "full":
        words = f"{near(deadline)}, {words}"
    return format_html('<span class="cc-clock {}">{}{}</span>', tone, icon("clock", "s"), words)


def _days_left(left: int, *, full: bool) -> str:
    if left == 0:
        return "today"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"{days} over" if left < 0 else f"{days} left" if full else days


# ---------- marks ----------
@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers; size "s", "l" or the usual 16 px."""
    return format_html(
        '<svg class="cc-i{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#tabler-{}"></use></svg>',
        f" cc-i--{size}" if size else "",
        static("vendor/tabler-sprite.svg"),
        name,
    )


@register.simple_tag
def status(tone: str | tuple[str, str, str], icon_name: str = "", words: str = "", plain: bool = False) -> SafeString:
    """Icon, word and color together, each by itself or the three as one value; ``plain=True`` in tables.

    The tone is is-ok, is-warn, is-bad, is-info or is-wait.
    """
    tone, icon_name, words = tone if isinstance(tone, tuple) else (tone, icon_name, words)
    shape = " cc-status--plain" if plain else ""
    return format_html('<span class="cc-status {}{}">{}{}</span>', tone, shape, icon(icon_name), words)


@register.simple_tag
def code(value: str, words: str = "") -> SafeString:
    """A code of the field (CPT, ICD-10, CARC, ...) as a chip, then its meaning in our own short words."""
    if not words:
        return format_html('<code class="cc-c">{}</code>', value)
    return format_html('<span class="cc-code"><code>{}</code><span>{}</span></span>', value, words)


@register.filter
def initials(name: str) -> str:
    """Dana Whitfield is DW."""
    parts = str(name).split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


@register.filter
def words(value: str | Iterable[str]) -> str:
    """front_desk is "front desk"; a list of them is joined by commas."""
    values = [value] if isinstance(value, str) else sorted(value)
    return ", ".join(str(each).replace("_", " ") for each in values)


@register.filter
def phone(digits: str) -> str:
    """5185550100 is "518 555 0100"; anything else stays as it is."""
    text = str(digits or "")
    return f"{text[:3]} {text[3:6]} {text[6:]}" if len(text) == PHONE_DIGITS else text


@register.filter
def may(actor: Any, permission: str) -> bool:
    """Whether to show what needs the permission: ``{% if request.actor|may:"coverage.edit" %}``."""
    return bool(actor) and actor.may(permission)


# ---------- query string and forms ----------
@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The current query string with parameters replaced, or removed by None: ``{% query view='mine' after=None %}``."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.filter
def control(field: BoundField) -> SafeString:
    """Render a form field's widget with the class the design system gives it."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        css = "form-check-input"
    elif isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        css = ""
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css} {given}".strip()})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label stands after the control."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_group(field: BoundField) -> bool:
    """Whether the field is a set of radio buttons or checkboxes, which wants a legend instead of a label."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
