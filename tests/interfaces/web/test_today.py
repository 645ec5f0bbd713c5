"""The opening screen: what needs the person at once, the practice's figures a moment later."""

import pytest
from tests.builders.practices import an_actor

pytestmark = pytest.mark.django_db


def test_the_figures_of_today_are_asked_for_once_the_page_is_there(practice, by, browsing_as):
    manager = browsing_as(an_actor(practice, "manager"))
    page = manager.get("/").content.decode()
    assert 'hx-get="/figures/"' in page
    assert "Days in A/R" not in page
    figures = manager.get("/figures/").content.decode()
    assert all(words in figures for words in ("Days in A/R", "First-pass", "Denial rate", "Money this month", "by age"))


def test_who_may_not_see_the_money_is_neither_shown_nor_given_the_figures(practice, by, browsing_as):
    front_desk = browsing_as(an_actor(practice, "front_desk"))
    assert "/figures/" not in front_desk.get("/").content.decode()
    assert front_desk.get("/figures/").status_code == 404
