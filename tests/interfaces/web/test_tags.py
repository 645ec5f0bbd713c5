"""Words and marks as a person sees them."""

from datetime import date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from cleanclaim import clock

MONDAY = date(2026, 11, 23)


def shown(source: str, **context) -> str:
    with clock.at(MONDAY):
        return Template(source).render(Context(context)).strip()


def test_money_carries_its_value_and_says_cents():
    assert shown("{{ x|money }}", x=168300) == '<data class="cc-money" value="1683.00">$1,683.00</data>'


def test_minus_of_money_is_the_typographic_one():
    assert shown("{{ x|money }}", x=-128500) == '<data class="cc-money" value="-1285.00">−$1,285.00</data>'


def test_unknown_money_is_never_zero():
    assert "not known" in shown("{{ x|money }}", x=None)


def test_plain_cents_fit_an_input():
    assert shown("{{ x|cents_plain }}", x=123456) == "1234.56"


@pytest.mark.parametrize(
    ("days", "words"), [(2, "Wed Nov 25"), (-3, "Fri Nov 20"), (7, "Mon Nov 30"), (25, "Dec 18, 2026")]
)
def test_a_near_date_names_its_weekday(days, words):
    assert shown("{{ x|near }}", x=MONDAY + timedelta(days=days)) == words


def test_a_moment_names_the_year_only_when_it_is_another():
    when = datetime(2026, 11, 19, 14, 2, tzinfo=timezone.get_default_timezone())
    assert shown("{{ x|moment }}", x=when) == "Nov 19, 14:02"
    assert shown("{{ x|moment }}", x=when.replace(year=2025)) == "Nov 19, 2025, 14:02"


@pytest.mark.parametrize(("born", "years"), [(date(1968, 11, 23), "58"), (date(1968, 11, 24), "57")])
def test_age_turns_on_the_birthday(born, years):
    assert shown("{{ x|age }}", x=born) == years


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        *((8, "is-wait", "8 days"), (7, "is-warn", "7 days"), (3, "is-warn", "3 days"), (2, "is-bad", "2 days")),
        *((1, "is-bad", "1 day"), (0, "is-bad", "today"), (-3, "is-bad", "3 days over")),
    ],
)
def test_clock_warns_from_a_week_and_alarms_from_two_days(days, tone, words):
    html = shown("{% clock x %}", x=MONDAY + timedelta(days=days))
    assert html.startswith(f'<span class="cc-clock {tone}">')
    assert html.endswith(f"</svg>{words}</span>")


def test_full_clock_names_the_day():
    assert "Wed Nov 25, 2 days left" in shown('{% clock x "full" %}', x=date(2026, 11, 25))


def test_code_stands_with_our_words():
    expected = '<span class="cc-code"><code>99214</code><span>Established visit, moderate</span></span>'
    assert shown('{% code "99214" "Established visit, moderate" %}') == expected


def test_what_a_person_typed_is_escaped_in_a_status():
    assert "<b>" not in shown('{% status "is-ok" "check" words %}', words="<b>Eligible</b>")


def test_query_replaces_and_removes_parameters():
    request = RequestFactory().get("/", {"view": "mine", "after": "x"})
    assert shown("{% query view='all' after=None %}", request=request) == "?view=all"


@pytest.mark.parametrize(("name", "letters"), [("Dana Whitfield", "DW"), ("Cher", "C"), ("Ana de la Cruz", "AC")])
def test_initials(name, letters):
    assert shown("{{ x|initials }}", x=name) == letters


class Copay(forms.Form):
    amount = forms.CharField(help_text="In dollars")


def test_a_wrong_field_points_to_its_help_and_its_error():
    form = Copay({"amount": ""})
    html = shown('{% include "partials/_field.html" with field=form.amount %}', form=form)
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'id="id_amount_helptext"' in html
    assert 'id="id_amount_error"' in html
