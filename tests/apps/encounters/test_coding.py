"""Arranging diagnoses and services: each button is an act on a value."""

from datetime import date

import pytest
from django.http import QueryDict

from cleanclaim.apps.encounters.coding import Codes, Performed, codes_posted, shown

DAY = date(2026, 9, 14)
VISIT = Codes(("E11.65", "I10", "N18.31"), (Performed("99214", ("25",), "1", (1, 3)), Performed("80053")))


@pytest.mark.parametrize(
    ("act", "diagnoses"),
    [
        ("add-dx:j209", ("E11.65", "I10", "N18.31", "J20.9")),
        ("add-dx:I10", ("E11.65", "I10", "N18.31")),
        ("drop-dx:2", ("E11.65", "N18.31")),
        ("first-dx:3", ("N18.31", "E11.65", "I10")),
    ],
)
def test_an_act_on_diagnoses(act, diagnoses):
    assert VISIT.after(act).diagnoses == diagnoses


def test_pointers_follow_their_diagnosis_when_it_moves():
    assert VISIT.after("first-dx:3").services[0].pointers == (2, 1)


def test_pointers_to_a_dropped_diagnosis_go_with_it():
    assert VISIT.after("drop-dx:1").services[0].pointers == (2,)
    assert VISIT.after("drop-dx:1").services[1].pointers == ()


def test_a_pointer_button_toggles():
    assert VISIT.after("point:2:3").services[1].pointers == (1, 3)
    assert VISIT.after("point:1:3").services[0].pointers == (1,)


def test_a_service_is_added_for_the_first_diagnosis_and_dropped():
    assert VISIT.after("add-service:36415").services[-1] == Performed("36415")
    assert [each.procedure for each in VISIT.after("drop-service:1").services] == ["80053"]


@pytest.mark.parametrize("act", ["", "save", "point:x:y", "point:1", "drop-dx:", "boom:1"])
def test_an_act_that_makes_no_sense_changes_nothing(act):
    assert VISIT.after(act) == VISIT


def test_a_form_reads_back_as_codes():
    form = QueryDict("dx=E11.65&dx=I10&procedure=99214&modifiers=25+59&units=1&pointers=1,2")
    assert codes_posted(form) == Codes(("E11.65", "I10"), (Performed("99214", ("25", "59"), "1", (1, 2)),))


def test_codes_are_shown_with_our_words_and_the_charge_of_the_day(by):
    page = shown(VISIT, on=DAY)
    assert page["diagnoses"][0]["letter"] == "A"
    assert page["services"][0]["words"] == "established visit, moderate"
    assert page["charge"] == 24_000 + 4_500


def test_a_sum_with_an_unknown_part_is_unknown(by):
    page = shown(Codes((), (Performed("99214"), Performed("99499"))), on=DAY)
    assert (page["charge"], page["without_fee"]) == (None, ["99499"])
